import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Image } from '#contract/image'
import {
  countGroups,
  groupOf,
  isMember,
  type OwnerAction,
  type PlannedOutcome,
  packOutcomes,
  willSend,
} from '#contract/pair'
import { planOutcomes, refusalOf } from './planned-outcomes.ts'

const OWNER = 'owner'
const project = fc.record({
  id: fc.constantFrom(OWNER, ...Array.from({ length: 12 }, (_, n) => `p${n}`)),
  accountId: fc.constantFrom('', 'a', 'b'),
})
const projects = fc.uniqueArray(project, { selector: ({ id }) => id, maxLength: 13 })
const members = fc
  .uniqueArray(fc.constantFrom(...Array.from({ length: 12 }, (_, n) => `p${n}`)))
  .chain((ids) =>
    fc
      .array(fc.constantFrom('pending', 'accepted', 'rejected'), {
        minLength: ids.length,
        maxLength: ids.length,
      })
      .map(
        (answers) =>
          new Map(ids.map((id, at) => [id, { status: answers[at] ?? 'pending', since: 1 }] as const)),
      ),
  )
const facts = fc.record({
  recipientsAllowed: fc.integer({ min: 1, max: 14 }),
  obstacle: fc.constantFrom(
    null,
    null,
    { code: 'IMG.0046', reason: 'queued' },
    { code: 'IMG.0088', reason: 'full' },
  ),
})
const key = fc.constantFrom(
  null,
  { id: 'k', alias: '', isDefault: false, grants: 1, accounts: new Set(['a']) },
  { id: 'k', alias: '', isDefault: true, grants: 0, accounts: new Set<string>() },
)

const image = fc.record({ facts, members, key }).map(({ facts, members, key }) => ({
  id: 'i',
  facts: facts as Image,
  members: { byProject: members as never, at: 1 },
  key,
}))

/** The sum of what a plan counts: every pair once. */
const countAll = (action: OwnerAction, outcomes: readonly PlannedOutcome[]) =>
  Object.values(countGroups({ action, images: [{ outcomes: packOutcomes(outcomes) }] })).reduce(
    (sum, n) => sum + n,
    0,
  )

/** New pairs fit on the image, and nobody is turned away while there is a place. */
function expectPlacesUsed(outcomes: readonly PlannedOutcome[], members: number, allowed: number) {
  const news = outcomes.filter((outcome) => willSend('share', outcome)).length
  if (news > 0) expect(members + news).toBeLessThanOrEqual(allowed)
  if (outcomes.includes('noPlace')) expect(members + news).toBeGreaterThanOrEqual(allowed)
}

test('every pair has one outcome: members keep their answer, new pairs fit, and what is refused has a reason', () => {
  fc.assert(
    fc.property(fc.constantFrom<OwnerAction>('share', 'unshare'), image, projects, (action, given, list) => {
      const outcomes = planOutcomes(action, given, list, OWNER)
      expect(outcomes).toHaveLength(list.length)
      const { byProject } = given.members as unknown as { byProject: Map<string, { status: string }> }
      for (const [at, { id }] of list.entries()) {
        const outcome = outcomes[at] ?? 'notAsked'
        const member = byProject.get(id)
        expect(isMember(outcome)).toBe(member !== undefined)
        if (member) expect(outcome).toBe(member.status)
        if (outcome === 'grantUnknown')
          expect(given.key && (list[at]?.accountId === '' || 'failure' in given.key)).toBe(true)
        expect(refusalOf(outcome, action, given) !== null).toBe(groupOf(action, outcome) === 'impossible')
      }
      if (action === 'share') expectPlacesUsed(outcomes, byProject.size, given.facts.recipientsAllowed)
      else expect(outcomes.every((outcome) => outcome === 'absent' || isMember(outcome))).toBe(true)
      expect(countAll(action, outcomes)).toBe(list.length)
    }),
  )
})

test('a pasted own project, a queued image and a missing grant are told apart, in this order', () => {
  const base = { id: 'i', members: { byProject: new Map(), at: 1 }, key: null }
  const queued = {
    ...base,
    facts: { recipientsAllowed: 9, obstacle: { code: 'IMG.0046', reason: 'It is queued.' } } as Image,
  }
  const list = [
    { id: OWNER, accountId: '' },
    { id: 'p1', accountId: 'b' },
  ]
  expect(planOutcomes('share', queued, list, OWNER)).toEqual(['ownProject', 'imageBlocked'])
  expect(refusalOf('imageBlocked', 'share', queued)).toEqual({
    code: 'IMG.0046',
    message: 'Not sent: It is queued.',
  })
})
