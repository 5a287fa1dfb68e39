import { describe, expect, test } from 'vitest'
import { newRecipient } from '#testing/new-recipient'
import { groupsOf } from '../groups.ts'
import { recipientText } from '../search-texts.ts'
import { byName, passes, recipientsSearch } from './recipients-search.ts'

describe('the address of the book', () => {
  test('the address keeps the parameters that make sense and drops the others', () => {
    const search = { text: ' acme ', group: 'gold', source: 'banana', edit: 'a/b', add: 'yes', page: '7' }
    expect(recipientsSearch.parse(search)).toEqual({ text: 'acme', group: 'gold' })
    expect(recipientsSearch.parse({ source: 'history', edit: 'a-1', add: '1' })).toEqual({
      source: 'history',
      edit: 'a-1',
      add: '1',
    })
  })

  test('an empty address has no filters', () => expect(recipientsSearch.parse({})).toEqual({}))
})

test('recipients are sorted by name, those without one last', () => {
  const list = [
    newRecipient({ id: 'z' }),
    newRecipient({ id: 'a', name: 'web-10' }),
    newRecipient({ id: 'b', name: 'web-9' }),
  ]
  expect(list.sort(byName).map(({ id }) => id)).toEqual(['b', 'a', 'z'])
})

test('group and source are filters, everything else is found by the search', () => {
  const one = newRecipient({ id: 'a-1', name: 'Acme', notes: 'VIP', groups: ['gold', 'emea'] })
  expect(passes(one, {})).toBe(true)
  expect(passes(one, { group: 'gold', source: 'book' })).toBe(true)
  expect(passes(one, { group: 'silver' })).toBe(false)
  expect(passes(one, { source: 'account' })).toBe(false)
  expect(recipientText(one)).toBe('Acme a-1   VIP gold emea')
})

test('groups are counted and sorted by name', () => {
  const list = [
    newRecipient({ id: 'a', groups: ['gold', 'emea'] }),
    newRecipient({ id: 'b', groups: ['gold'] }),
  ]
  expect(groupsOf(list)).toEqual([
    { group: 'emea', members: ['a'] },
    { group: 'gold', members: ['a', 'b'] },
  ])
})
