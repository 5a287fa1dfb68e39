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

it('shares again with everything but the own project', () => {
  expect(remedyOf(group('IMG.0076'), job)).toMatchObject({
    to: '/share',
    search: { images: 'a,b', projects: 'p', reason: 'CHG-1' },
  })
})

it('leads to the images that have no place left', () => {
  expect(remedyOf(group('IMG.0088'), job)).toMatchObject({ to: '/stop', search: { images: 'b' } })
})

it('leads to the grants of the failed pairs, and to the book for a wrong ID', () => {
  expect(remedyOf(group('IMG.0099'), job)).toMatchObject({
    to: '/share',
    search: { images: 'b', projects: 'own' },
  })
  expect(remedyOf(group('IMG.0108'), job)?.to).toBe('/recipients')
})

it('offers nothing that would not help', () => {
  expect(remedyOf(group('IMG.0061'), job)).toBeNull()
})
