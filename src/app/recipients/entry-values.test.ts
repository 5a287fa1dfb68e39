import { describe, expect, test } from 'vitest'
import { entryValues, toEntry, toValues } from './entry-values.ts'

const VALUES = { id: 'a-1', name: 'Acme', accountId: '', owner: '', notes: '', groups: 'gold; emea' }
const check = (more: Partial<typeof VALUES>) => {
  const read = entryValues((id) => (id === 'there' ? 'Acme' : null)).safeParse({ ...VALUES, ...more })
  return read.success ? null : read.error.issues.map(({ path, message }) => `${String(path[0])}: ${message}`)
}

describe('the form of an entry', () => {
  test('an entry that fits is taken', () => expect(check({ accountId: ' acc-1 ', id: ' a-1 ' })).toBeNull())

  test.each([
    [{ id: '' }, 'id: Type the project ID.'],
    [{ id: 'a/b' }, 'id: Only letters, digits and dashes, at most 64.'],
    [{ id: 'there' }, 'id: The book has it already: Acme. Close this and edit that entry.'],
    [{ name: 'x'.repeat(256) }, 'name: At most 255 characters.'],
    [{ owner: 'a\tb' }, 'owner: No line breaks or control characters.'],
    [{ accountId: '?' }, 'accountId: Only letters, digits and dashes, at most 64.'],
    [{ notes: 'x'.repeat(1001) }, 'notes: At most 1000 characters.'],
    [{ groups: 'g'.repeat(65) }, 'groups: Each at most 64 characters.'],
    [{ groups: Array.from({ length: 51 }, (_, n) => n).join() }, 'groups: At most 50.'],
  ])('%j is refused at its field', (values, problem) => expect(check(values)).toEqual([problem]))

  test('an entry comes back from the form unchanged', () => {
    const entry = { ...VALUES, groups: ['gold', 'R&D, Berlin'] }
    expect(toEntry(toValues(entry))).toEqual(entry)
  })
})
