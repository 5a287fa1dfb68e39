import { expect, it } from 'vitest'
import { remedyOf } from './remedy.ts'

const named = (id: string) => ({ id, name: '' })
const job = { images: [named('a'), named('b')], projects: [named('own'), named('p')], reason: 'CHG-1' }
const group = (code: string) => ({
  code,
  message: null,
  pairs: 1,
  images: new Set([1]),
  projects: new Set([0]),
})

it('a share with the own project can be shared again without it', () => {
  expect(remedyOf(group('IMG.0076'), job)).toMatchObject({
    to: '/share',
    search: { images: 'a,b', projects: 'p', reason: 'CHG-1' },
  })
})

it('a full image leads to the page that stops sharing it', () => {
  expect(remedyOf(group('IMG.0088'), job)).toMatchObject({ to: '/stop', search: { images: 'b' } })
})

it('a missing grant leads to the plan of the failed pairs, a wrong ID to the book', () => {
  expect(remedyOf(group('IMG.0099'), job)).toMatchObject({
    to: '/share',
    search: { images: 'b', projects: 'own' },
  })
  expect(remedyOf(group('IMG.0108'), job)?.to).toBe('/recipients')
})

it('other failures have no remedy', () => {
  expect(remedyOf(group('IMG.0061'), job)).toBeNull()
})
