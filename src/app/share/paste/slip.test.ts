import { expect, test } from 'vitest'
import { slipOf } from './slip.ts'

test.each([
  ['another character', 'abcXef', 'abcdef', 'X'],
  ['two that changed places', 'abdcef', 'abcdef', 'dc'],
  ['one too many', 'abccdef', 'abcdef', 'c'],
  ['one that is missing', 'abdef', 'abcdef', 'd'],
  ['the last one missing', 'abcde', 'abcdef', 'e'],
])('the slip is found: %s', (_, id, meant, slip) => {
  const { from, to } = slipOf(id, meant)
  expect(id.slice(from, to)).toBe(slip)
})
