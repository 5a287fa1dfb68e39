import { expect, it } from 'vitest'
import { readViews } from './views.ts'

it('views that are kept are read back, and what makes no sense is none', () => {
  const views = [{ name: 'Mine', search: { user: 'ada', sort: 'ended' as const }, isDefault: true }]
  expect(readViews(JSON.stringify(views))).toEqual(views)
  expect(readViews(JSON.stringify([{ name: 'Old', search: { status: 'gone' }, isDefault: false }]))).toEqual([
    { name: 'Old', search: {}, isDefault: false },
  ])
  for (const text of [null, '', 'x', '{}', '[1]']) expect(readViews(text)).toEqual([])
})
