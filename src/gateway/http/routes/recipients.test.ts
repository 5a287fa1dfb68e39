import { afterAll, describe, expect, test } from 'vitest'
import { clientOf } from '#testing/api-client'
import { createWorld } from '#testing/harness'

const STRANGER = '0123456789abcdef0123456789abcdef'
const ENTRY = { id: STRANGER, name: 'Acme', accountId: 'acc-1', owner: 'Ada', notes: '', groups: ['gold'] }

const world = await createWorld()
afterAll(world.close)
const operator = await world.tokenFor('operator')

const client = () => clientOf(world, operator.token)
const save = (id: string, body: unknown, from = client()) =>
  from.call('PUT', `/console/recipients/${id}`, { body })
const remove = (id: string, from = client()) => from.call('DELETE', `/console/recipients/${id}`)
const importAll = (entries: unknown, from = client()) =>
  from.call('POST', '/console/recipients/import', { body: { entries } })

/** All known recipients, as pages. */
async function allPages(): Promise<{ id: string; name: string }[][]> {
  const pages = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const { json } = await client().get(`/console/recipients?cursor=${cursor}`)
    pages.push(json.recipients)
    cursor = json.nextCursor
  }
  return pages
}

async function known(id: string) {
  const pages = await allPages()
  return pages.flat().find((recipient) => recipient.id === id)
}

describe('saving', () => {
  test('saving answers the recipient as the list has it, with trimmed texts', async () => {
    const { status, json } = await save(STRANGER, { ...ENTRY, name: '  Acme ' })
    expect(status).toBe(200)
    const written = { at: expect.any(Number), by: 'operator' }
    expect(json).toEqual({ ...ENTRY, sources: ['book'], firstUsedAt: null, lastUsedAt: null, written })
    expect(await known(STRANGER)).toEqual(json)
  })

  test.each([
    ['id', { id: 'a/b' }],
    ['id', { id: 'another' }],
    ['name', { name: 'x'.repeat(256) }],
    ['name', { name: 'two\nlines' }],
    ['accountId', { accountId: 'no spaces' }],
    ['owner', { owner: undefined }],
    ['notes', { notes: 'x'.repeat(1001) }],
    ['groups.1', { groups: ['gold', ''] }],
  ])('saving refuses a bad %s and writes nothing', async (field, bad) => {
    const { status, json } = await save('refused', { ...ENTRY, id: 'refused', ...bad })
    expect({ status, field: json.field }).toEqual({ status: 400, field })
    expect(await known('refused')).toBeUndefined()
  })

  test('saving refuses the own project', async () => {
    const own = operator.project.id
    const { status, json } = await save(own, { ...ENTRY, id: own })
    expect({ status, code: json.code, field: json.field }).toEqual({
      status: 400,
      code: 'CONSOLE.OWN_PROJECT',
      field: 'id',
    })
  })
})

describe('importing', () => {
  const entries = ['one', 'two', 'three'].map((id) => ({ ...ENTRY, id, name: `Tenant ${id}` }))

  test('importing writes all entries', async () => {
    expect(await importAll(entries)).toMatchObject({ status: 200, json: { saved: 3 } })
    expect(await known('three')).toMatchObject({ name: 'Tenant three', sources: ['book'] })
  })

  test.each([
    ['a bad entry', 'entries.2.accountId', { accountId: '?' }],
    ['the own project', 'id', 'own'],
  ])('importing writes no entry because of %s', async (_, field, bad) => {
    const last = bad === 'own' ? { id: operator.project.id } : (bad as object)
    const renamed = entries.map((entry) => ({ ...entry, name: 'Renamed' }))
    const { status, json } = await importAll([...renamed.slice(0, 2), { ...renamed[2], ...last }])
    expect({ status, field: json.field }).toEqual({ status: 400, field })
    expect(await known('one')).toMatchObject({ name: 'Tenant one' })
  })
})

describe('who may', () => {
  test('a reader sees the book and cannot change it', async () => {
    await save(STRANGER, ENTRY)
    const viewer = clientOf(world, (await world.tokenFor('viewer')).token)
    expect((await viewer.get('/console/recipients')).text).toContain(STRANGER)
    const answers = [
      await save(STRANGER, { ...ENTRY, name: 'Changed' }, viewer),
      await remove(STRANGER, viewer),
      await importAll([{ ...ENTRY, name: 'Changed' }], viewer),
    ]
    for (const { status, json } of answers)
      expect({ status, code: json.code }).toEqual({ status: 403, code: 'CONSOLE.READ_ONLY' })
    expect(await known(STRANGER)).toMatchObject({ name: 'Acme' })
  })

  test('a project sees only its own book', async () => {
    await save(STRANGER, ENTRY)
    const tenant = await world.tokenFor('tenant', 'tenant-001')
    const theirs = clientOf(world, tenant.token)
    expect((await theirs.get('/console/recipients')).text).not.toContain(STRANGER)
    expect((await remove(STRANGER, theirs)).status).toBe(404)
    expect(await known(STRANGER)).toMatchObject({ name: 'Acme' })
  })
})

describe('the history', () => {
  /** Shares an image with a project, and gives the name that the job shows for it. */
  async function shareWith(project: string) {
    const { json } = await client().get('/console/images')
    const image = json.images.find((each: { name: string }) => each.name === 'rocky-9.6-2026.11').id
    const { json: job } = await client().share({ images: [image], projects: [project] })
    await world.runner.idle()
    return async () => (await client().get(`/console/jobs/${job.job_id}`)).json.projects[0].name
  }

  test('the history shows the name that the book has now, until the entry is deleted', async () => {
    const shown = await shareWith('late-comer')
    expect(await shown()).toBe('')
    await save('late-comer', { ...ENTRY, id: 'late-comer', name: 'Late Comer' })
    expect(await shown()).toBe('Late Comer')
    await remove('late-comer')
    expect(await shown()).toBe('')
  })

  test('a job keeps the name that it was made with, whatever becomes of the entry', async () => {
    await save('kept', { ...ENTRY, id: 'kept', name: 'As it was' })
    const shown = await shareWith('kept')
    await save('kept', { ...ENTRY, id: 'kept', name: 'As it is' })
    expect(await shown()).toBe('As it was')
    expect(await remove('kept')).toMatchObject({ status: 200, json: { saved: 1 } })
    expect(await shown()).toBe('As it was')
    expect(await known('kept')).toMatchObject({
      name: 'As it was',
      groups: [],
      sources: ['history'],
      firstUsedAt: expect.any(Number),
      lastUsedAt: expect.any(Number),
    })
    expect(await remove('kept')).toMatchObject({ status: 404 })
  })
})

// The story: 60,000 entries made an answer of 84 MB, for everybody who opened the page.
test('the book takes 20,000 entries and no more, and is read page by page', async () => {
  const before = (await allPages()).flat().length
  const booked = (await client().get('/console/recipients')).json.recipients.filter(
    ({ sources }: { sources: string[] }) => sources.includes('book'),
  ).length
  const many = Array.from({ length: 20_000 - booked }, (_, n) => ({ ...ENTRY, id: `many-${n}` }))
  expect(await importAll(many)).toMatchObject({ status: 200, json: { saved: many.length } })
  const pages = await allPages()
  expect(Math.max(...pages.map((page) => page.length))).toBe(5000)
  const ids = pages.flat().map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids).toHaveLength(before + many.length)

  expect(await importAll([{ ...ENTRY, id: 'many-0', name: 'Changed' }])).toMatchObject({ status: 200 })
  const one = await importAll([{ ...ENTRY, id: 'one-more' }])
  expect(one).toMatchObject({ status: 409, json: { code: 'CONSOLE.QUOTA' } })
  expect(await save('one-more', { ...ENTRY, id: 'one-more' })).toMatchObject({ status: 409 })
  expect(await known('one-more')).toBeUndefined()
})
