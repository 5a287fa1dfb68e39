import { describe, expect, test } from 'vitest'
import { OUTCOMES, type OwnerAction, type PlannedOutcome, packOutcomes } from './pair.ts'
import { confirmationsNeeded, firstTimers, imagesMadeShared, type Plan, type PlanImage } from './plan.ts'

const image = (outcomes: PlannedOutcome[], over: Partial<PlanImage> = {}): PlanImage => ({
  id: 'image',
  name: '',
  outcomes: packOutcomes(outcomes),
  used: 0,
  allowed: 256,
  becomesShared: false,
  obstacle: null,
  problem: null,
  key: null,
  namedTenants: [],
  mismatches: [],
  ...over,
})
const planOf = (images: PlanImage[], { action = 'share' as OwnerAction, seen = false } = {}): Plan => ({
  action,
  images,
  projects: Array.from(images[0]?.outcomes ?? '', (_, at) => ({
    id: `p${at}`,
    name: '',
    accountId: '',
    seen: seen ? ['history' as const] : [],
  })),
  idleGrants: [],
  fingerprint: '',
})

describe('first-time recipients', () => {
  test('those that a share reaches, or may yet reach once a place or a grant is there, are confirmed', () => {
    const asked = OUTCOMES.filter((outcome) => firstTimers(planOf([image([outcome])])).length > 0)
    expect(asked).toEqual(['absent', 'grantUnknown', 'noPlace', 'noGrant', 'unread'])
  })

  test('one image of several is enough, and neither known recipients nor a stop ask for anything', () => {
    const images = [image(['pending', 'ownProject']), image(['absent', 'ownProject'])]
    expect(firstTimers(planOf(images))).toEqual([0])
    expect(firstTimers(planOf(images, { seen: true }))).toEqual([])
    expect(firstTimers(planOf(images, { action: 'unshare' }))).toEqual([])
  })
})

describe('images that a share makes shared first', () => {
  const becomesShared = true
  const obstacle = { code: 'IMG.0046', reason: 'It is queued.' } as const

  test('only those that can be shared, with a pair that may be sent, are asked about', () => {
    expect(imagesMadeShared(planOf([image(['absent'], { becomesShared })]))).toHaveLength(1)
    expect(imagesMadeShared(planOf([image(['unread'], { becomesShared })]))).toHaveLength(1)
    expect(imagesMadeShared(planOf([image(['absent'], { becomesShared, obstacle })]))).toEqual([])
    expect(imagesMadeShared(planOf([image(['ownProject'], { becomesShared })]))).toEqual([])
    expect(imagesMadeShared(planOf([image(['absent'])]))).toEqual([])
  })
})

test('each kind of confirmation is needed for what it is about, and for nothing else', () => {
  const known = { seen: true }
  expect(confirmationsNeeded(planOf([image(['pending'])]))).toEqual([])
  expect(confirmationsNeeded(planOf([image(['absent'])]))).toEqual(['newcomers'])
  const mixedUp = image(['absent'], { mismatches: [0] })
  expect(confirmationsNeeded(planOf([mixedUp, image(['absent'])], known))).toEqual(['mismatches'])
  expect(confirmationsNeeded(planOf([image(['absent'], { becomesShared: true })], known))).toEqual([
    'make-shared',
  ])
})
