import { describe, expect, it } from 'vitest'
import { jobSearch, jobsSearch, toJobFilter } from './jobs-search.ts'

describe('the address of the history', () => {
  it('the address keeps the parameters that make sense and drops the others', () => {
    const search = jobsSearch.parse({
      status: 'banana',
      action: 'share',
      from: '99',
      sort: 'colour',
      order: 'asc',
      text: ' CHG-1 ',
      page: '7',
    })
    expect(search).toEqual({ action: 'share', text: 'CHG-1', order: 'asc' })
  })

  it('an empty address has no filters', () => expect(jobsSearch.parse({})).toEqual({}))

  it('an unknown result of pairs is dropped', () => expect(jobSearch.parse({ state: 'gone' })).toEqual({}))
})

describe('the filter for the gateway', () => {
  it('days become the local midnight at the start of the first day and the one after the last day', () => {
    const filter = toJobFilter({ from: '2026-11-01', to: '2026-11-30', user: 'operator' })
    expect(filter.from).toBe(new Date(2026, 10, 1).getTime())
    expect(filter.to).toBe(new Date(2026, 11, 1).getTime())
    expect(filter.user).toBe('operator')
  })

  it('a day that does not exist is no filter', () => {
    expect(toJobFilter({ from: '2026-02-30', to: '2026-13-01' })).toEqual({ from: undefined, to: undefined })
  })
})
