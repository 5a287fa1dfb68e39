import fc from 'fast-check'
import { expect, test } from 'vitest'
import { guardFormulas, unguardFormulas } from './formulas.ts'

test.each([
  ['=cmd()', "'=cmd()"],
  ['a;=cmd()', "a;'=cmd()"],
  ['a,+1', "a,'+1"],
  ['a\t@b', "a\t'@b"],
  ['a\r\n-1', "a\r\n'-1"],
  ["'=x", "''=x"],
  ['a = b; c-d', 'a = b; c-d'],
])('no part of %j is a formula, whatever separates cells', (text, guarded) => {
  expect(guardFormulas(text)).toBe(guarded)
})

test('a guarded text has no formula after any separator, and gives the text back', () => {
  const text = fc.string({
    unit: fc.constantFrom('a', "'", '=', '+', '-', '@', '\t', '\r', '\n', ';', ',', ' '),
  })
  fc.assert(
    fc.property(text, (text) => {
      const guarded = guardFormulas(text)
      for (const cell of guarded.split(/[;,\n]/)) expect(cell).not.toMatch(/^[=+\-@\t\r]/)
      expect(unguardFormulas(guarded)).toBe(text)
    }),
  )
})
