import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseSearch, stringifySearch } from './search-params.ts'

it('digits in the address stay text', () => {
  expect(parseSearch('?text=0123')).toEqual({ text: '0123' })
})

it('parameters that are not set are left out of the address', () => {
  expect(stringifySearch({ a: undefined, b: '', c: 'x y' })).toBe('?c=x+y')
  expect(stringifySearch({})).toBe('')
})

it('every text comes through the address unchanged', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.string({ minLength: 1 })), (search) => {
      expect(parseSearch(stringifySearch(search))).toEqual({ ...search })
    }),
  )
})
