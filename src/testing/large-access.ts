import type { Page } from 'playwright'

const FAMILIES =
  'ubuntu-24.04-lts ubuntu-22.04-lts debian-13-minimal rocky-9.6 rhel-9.6-cis sles-15-sp7 windows-server-2025 k8s-node-1.34 fedora-43-gpu agent-base vault-base'.split(
    ' ',
  )
const ACCOUNTS =
  'acme alder amber anchor aurora birch bramble cedar cinder cobalt comet coral crane delta dune'.split(' ')
const STAGES = ['dev', 'prod', 'test']
const AT = Date.UTC(2026, 10, 3, 9, 12)

const id = (kind: number, at: number) => `${kind}`.padStart(8, '0') + `${at}`.padStart(24, '0')
const uuid = (at: number) => id(7, at).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')

/** Each family has versions, newest first. */
const images = (count: number) =>
  Array.from({ length: count }, (_, at) => {
    const versions = Math.ceil(count / FAMILIES.length)
    const version = Math.floor(at / FAMILIES.length)
    const month = 11 - (version % 11)
    const year = 2026 - Math.floor(version / 11)
    const name = `${FAMILIES[at % FAMILIES.length]}-${year}.${String(month).padStart(2, '0')}`
    return {
      id: uuid(at),
      ...{
        name,
        os: 'Linux',
        kind: 'system',
        status: 'active',
        sizeBytes: 1,
        createdAt: AT,
        tags: [],
        keyId: null,
      },
      ...{ recipients: 1, recipientsReadAt: AT, recipientsProblem: null, recipientsAllowed: 256 },
      ...{ becomesShared: false, obstacle: null },
      age: version / versions,
    }
  })

const recipients = (count: number) =>
  Array.from({ length: count }, (_, at) => {
    const account = ACCOUNTS[Math.floor(at / 3) % ACCOUNTS.length]
    const round = Math.floor(at / 3 / ACCOUNTS.length)
    return {
      id: id(1, at),
      name: `${account}${round > 0 ? round + 1 : ''}-${STAGES[at % 3]}`,
      accountId: id(2, Math.floor(at / 3)),
      ...{
        owner: '',
        notes: '',
        groups: [],
        sources: ['book'],
        firstUsedAt: AT,
        lastUsedAt: AT,
        written: null,
      },
    }
  })

/** Older versions are with fewer; the same every time. */
function outcomes(age: number, row: number, columns: number): string {
  let text = ''
  let held = 0
  for (let at = 0; at < columns; at++) {
    const noise = Math.imul((Math.floor(at / 3) + 1) * 2654435761, (row % 11) + 1) >>> 0
    const isHeld = held < 256 && (noise % 1000) / 1000 < (columns < 10 ? 1 : 0.45) * (1 - age)
    if (isHeld) held += 1
    const answered = noise % 17 === 0 ? 'r' : 'a'
    const status = noise % 5 === 0 ? 'p' : answered
    text += isHeld ? status : 'n'
  }
  return text
}

/** Answers for a world of this size in place of the gateway, which would take minutes to fill. Two rows are unread. */
export async function serveLargeAccess(page: Page, o: { images: number; recipients: number }) {
  const own = images(o.images)
  const known = recipients(o.recipients)
  const at = Date.now()
  const unread = new Set([Math.floor(o.images / 3), Math.floor(o.images / 2)])
  const lines = [
    { kind: 'begin', images: o.images },
    ...own.map(({ id: image, age }, row) =>
      unread.has(row) && o.images > 10
        ? { kind: 'unread', image, problem: { code: 'IMG.0060', message: 'The cloud is busy.' } }
        : {
            ...{ kind: 'row', image, at, outcomes: outcomes(age, row, o.recipients) },
            ...(row === 0 && { recipients: known.map((one) => one.id) }),
          },
    ),
    { kind: 'end' },
  ]
  const access = lines.map((line) => JSON.stringify(line)).join('\n')
  const json = (body: unknown) => ({
    status: 200,
    contentType: 'application/json',
    body: JSON.stringify(body),
  })
  await page.route('**/console/images', (route) => route.fulfill(json({ images: own, counting: false })))
  await page.route('**/console/recipients*', (route) =>
    route.fulfill(json({ recipients: known, nextCursor: null })),
  )
  await page.route('**/console/access*', (route) =>
    route.fulfill({ status: 200, contentType: 'application/x-ndjson', body: access }),
  )
}
