import { QueryClient, QueryObserver } from '@tanstack/react-query'
import fc from 'fast-check'
import { afterEach, expect, test, vi } from 'vitest'
import type { AccessEvent } from '#contract/access'
import { outcomeAt, type PlannedOutcome, packOutcomes } from '#contract/pair'
import { accessQuery, accessRowsQuery, rereadAccess } from './access.ts'
import { type Access, collectRows, membersIn, sinceAt } from './access-rows.ts'

afterEach(() => vi.unstubAllGlobals())

type Members = Record<string, { status: PlannedOutcome; since: number }>
/** What the cloud has: of each image its members, or null when they cannot be read. */
type World = Record<string, Members | null>

/** The answer of a gateway that names recipients in the order in which it meets them. */
function answerOf(world: World, at: number, withSince = false): AccessEvent[] {
  const named: string[] = []
  const rows = Object.entries(world).map(([image, members]): AccessEvent => {
    if (!members) return { kind: 'unread', image, problem: { code: 'IMG.0060', message: 'busy' } as never }
    const recipients = Object.keys(members).filter((id) => !named.includes(id))
    named.push(...recipients)
    const held = named.flatMap((id) => members[id] ?? [])
    const outcomes = packOutcomes(named.map((id) => members[id]?.status ?? 'absent'))
    const since = withSince ? { since: held.map((member) => member.since) } : {}
    return { kind: 'row', image, at, recipients, outcomes, ...since }
  })
  return [{ kind: 'begin', images: rows.length }, ...rows, { kind: 'end' }]
}

function take(picture: Access | undefined, events: readonly AccessEvent[]): Access {
  const rows = collectRows(picture)
  const answer = rows.openAnswer()
  for (const event of events) event.kind === 'end' ? answer.end() : answer.take(event)
  return rows.picture()
}

/** A picture as the world it shows. */
function worldOf({ rows, recipients, unread }: Access, withSince: boolean): World {
  const read = [...rows].map(([image, row]): [string, Members] => [
    image,
    Object.fromEntries(
      recipients.flatMap((id, at) => {
        const status = outcomeAt(row.outcomes, at)
        const isThere = ['pending', 'accepted', 'rejected'].includes(status)
        return isThere ? [[id, { status, since: withSince ? (sinceAt(row, at) ?? -1) : 0 }]] : []
      }),
    ),
  ])
  return {
    ...Object.fromEntries([...unread.keys()].map((image) => [image, null])),
    ...Object.fromEntries(read),
  }
}

const member = fc.record({
  status: fc.constantFrom<PlannedOutcome>('pending', 'accepted', 'rejected'),
  since: fc.nat(1000),
})
const world = fc.dictionary(
  fc.constantFrom('u', 'v', 'w', 'x'),
  fc.option(fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd', 'e'), member), { freq: 4 }),
)

test('the picture after any answers is the world of the last, in whatever order each names recipients', () => {
  fc.assert(
    fc.property(fc.array(world, { minLength: 1 }), (worlds) => {
      let picture: Access | undefined
      for (const [at, one] of worlds.entries()) picture = take(picture, answerOf(one, at, true))
      const last = worlds.at(-1) ?? {}
      expect(picture && worldOf(picture, true)).toEqual(last)
      const held = (id: string) => Object.values(last).filter((members) => members?.[id]).length
      picture?.recipients.forEach((id, at) => {
        expect(membersIn(picture.counts[at] ?? { pending: 9, accepted: 9, rejected: 9 })).toBe(held(id))
      })
    }),
  )
})

/** Answers each call with the events of the moment. */
function serve(events: (path: string) => readonly AccessEvent[]) {
  vi.stubGlobal(
    'fetch',
    async (path: string) =>
      new Response(
        events(path)
          .map((e) => JSON.stringify(e))
          .join('\n'),
      ),
  )
}

const one: World = { u: { a: { status: 'accepted', since: 5 } }, v: {}, w: null }

test('an image that could not be read is unread, and one without members is in no row once all were read', async () => {
  const client = new QueryClient()
  serve(() => answerOf(one, 1))
  const picture = await client.fetchQuery(accessQuery)
  expect(picture).toMatchObject({ expected: 3, isWhole: true, recipients: ['a'] })
  expect([...picture.unread.keys()]).toEqual(['w'])
  expect(picture.rows.get('v')?.counts).toEqual({ pending: 0, accepted: 0, rejected: 0 })
})

test('an answer that breaks off is an error, and never a whole picture', async () => {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  serve(() => answerOf(one, 1).slice(0, -1))
  await expect(client.fetchQuery(accessQuery)).rejects.toThrow('broke off')
  expect(client.getQueryData<Access>(accessQuery.queryKey)?.isWhole).not.toBe(true)
  serve(() => [{ kind: 'problem', problem: { code: 'IMG.0060' as never, message: 'The cloud is busy.' } }])
  await expect(client.fetchQuery(accessQuery)).rejects.toThrow('The cloud is busy.')
})

test('rows that are read again replace those of the whole, which stays as outdated as it was', async () => {
  const client = new QueryClient()
  serve(() => answerOf(one, 1))
  await client.fetchQuery(accessQuery)
  await client.invalidateQueries({ queryKey: accessQuery.queryKey })
  serve(() => answerOf({ w: { b: { status: 'pending', since: 1 } } }, 2))
  await rereadAccess(client, ['w'])
  const all = client.getQueryData<Access>(accessQuery.queryKey)
  expect(all && worldOf(all, false)).toEqual({
    u: { a: { status: 'accepted', since: 0 } },
    v: {},
    w: { b: { status: 'pending', since: 0 } },
  })
  expect(client.getQueryState(accessQuery.queryKey)?.isInvalidated).toBe(true)
  // A row that was read before does not come back.
  serve(() => answerOf({ w: {} }, 1))
  await client.fetchQuery(accessRowsQuery(['w']))
  expect(client.getQueryData<Access>(accessQuery.queryKey)?.rows.get('w')?.at).toBe(2)
})

test('what has been read is shown while the rest is read; that stops when no page looks, and what was read stays', async () => {
  const client = new QueryClient()
  const now = vi.spyOn(performance, 'now')
  let sink: ReadableStreamDefaultController<Uint8Array> | undefined
  let signal: AbortSignal | null | undefined
  vi.stubGlobal('fetch', async (_: string, request: RequestInit) => {
    signal = request.signal
    return new Response(
      new ReadableStream({
        start: (controller) => {
          sink = controller
        },
      }),
    )
  })
  const tell = (event: AccessEvent | undefined) =>
    sink?.enqueue(new TextEncoder().encode(`${JSON.stringify(event)}\n`))
  const [begin, u, v] = answerOf(one, 1)
  now.mockReturnValue(0)
  const observer = new QueryObserver(client, accessQuery)
  const close = observer.subscribe(() => {})
  await vi.waitFor(() => expect(sink).toBeDefined())
  tell(begin)
  tell(u)
  await new Promise((resolve) => setTimeout(resolve))
  expect(client.getQueryData(accessQuery.queryKey)).toBeUndefined()
  now.mockReturnValue(1000)
  tell(v)
  await vi.waitFor(() => expect(client.getQueryData<Access>(accessQuery.queryKey)?.rows.size).toBe(2))
  expect(client.getQueryData<Access>(accessQuery.queryKey)).toMatchObject({ expected: 3, isWhole: false })
  close()
  expect(signal?.aborted).toBe(true)
  expect(client.getQueryData<Access>(accessQuery.queryKey)?.rows.size).toBe(2)
  // Whoever looks next goes on.
  now.mockRestore()
  serve(() => answerOf(one, 2))
  expect((await client.fetchQuery(accessQuery)).isWhole).toBe(true)
})
