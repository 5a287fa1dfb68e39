import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createTokenLife } from './token-life.ts'

const HOUR = 3_600_000
const NOW = Date.UTC(2026, 10, 24)
const at = (ms: number) => new Date(ms).toISOString()

function setUp() {
  const told: number[] = []
  const clock = { now: NOW }
  const life = createTokenLife({ now: () => clock.now, onDifference: (ms) => void told.push(ms) })
  return { life, told, clock }
}

const times = (issued: number, lifetime = HOUR) => ({
  issued_at: at(issued),
  expires_at: at(issued + lifetime),
})

/*
 * The story: the clock of the cloud was five hours behind. Every sign-in succeeded, and every call after it said that the
 * session had ended.
 */
test.each([-5 * HOUR, 0, 5 * HOUR])(
  'a token lives as long as the cloud says, its clock being %i ms ahead',
  (ahead) => {
    const { life, clock } = setUp()
    expect(life.ofNew(times(NOW + ahead))).toBe(NOW + HOUR)
    clock.now += 1000
    expect(life.ofKnown(times(NOW + ahead))).toBe(NOW + HOUR)
  },
)

test('a difference is told once, and again when it changes', () => {
  const { life, told } = setUp()
  life.ofNew(times(NOW + 2000))
  for (const ahead of [2 * HOUR, 2 * HOUR + 3000, -HOUR, 500]) life.ofNew(times(NOW + ahead))
  expect(told).toEqual([2 * HOUR, -HOUR, 0])
})

test('a token that was made elsewhere has not ended if the cloud takes it, and lives no longer than at first', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -9 * HOUR, max: 9 * HOUR }),
      fc.integer({ min: 0, max: HOUR - 1 }),
      fc.boolean(),
      (ahead, age, isKnown) => {
        const { life } = setUp()
        if (isKnown) life.ofNew(times(NOW + ahead))
        const end = life.ofKnown(times(NOW + ahead - age))
        expect(end).toBeGreaterThan(NOW)
        expect(end).toBeLessThanOrEqual(NOW + HOUR)
        // Once the difference is known, it is exact up to what counts as none.
        if (isKnown) expect(Math.abs(end - (NOW + HOUR - age))).toBeLessThanOrEqual(60_000)
      },
    ),
    // By its own times it has just ended, and by the cloud it has not: it does not get another hour for that.
    { examples: [[-17, HOUR - 17, true]] },
  )
})

test('without the time of its making the end is taken as it is written', () => {
  const { life } = setUp()
  const { expires_at } = times(NOW)
  expect([life.ofNew({ expires_at }), life.ofKnown({ expires_at })]).toEqual([NOW + HOUR, NOW + HOUR])
})
