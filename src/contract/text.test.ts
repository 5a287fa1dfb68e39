import { expect, test } from 'vitest'
import { hasHidden, mayHaveHidden, showHidden } from './text.ts'

test.each([
  ['acme\u202Edorp-tset', 'acme‹U+202E›dorp-tset'],
  ['acme\u200Bprod', 'acme‹U+200B›prod'],
  ['acme\u200Dprod', 'acme‹U+200D›prod'],
  ['acme\uFEFF', 'acme‹U+FEFF›'],
  ['acme\u{E0041}', 'acme‹U+E0041›'],
  ['\u3164', '‹U+3164›'],
])('a name with a hidden character is shown with it: %j', (name, shown) => {
  expect(hasHidden(name)).toBe(true)
  expect(mayHaveHidden(name)).toBe(true)
  expect(showHidden(name)).toBe(shown)
})

test.each(['acme-prod', 'Zürich', '北京', 'می\u200Cخواهم', '👩\u200D💻', 'עברית', ''])(
  'names in any script, and emoji of several parts, stay as they are: %j',
  (name) => {
    expect(hasHidden(name)).toBe(false)
    expect(showHidden(name)).toBe(name)
  },
)
