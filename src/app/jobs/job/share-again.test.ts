import { expect, it } from 'vitest'
import { shareAgain } from './share-again.ts'

const named = (id: string) => ({ id, name: '' })
const action = 'share' as const

it('sharing again keeps images, projects and reason', () => {
  const job = {
    action,
    images: [named('a'), named('b')],
    projects: [named('p')],
    pairs: { total: 2 },
    reason: 'CHG-1',
  }
  expect(shareAgain(job)).toEqual({ images: 'a,b', projects: 'p', reason: 'CHG-1' })
})

it('a job with only some of the pairs cannot be shared again by a form', () => {
  const job = {
    action,
    images: [named('a'), named('b')],
    projects: [named('p')],
    pairs: { total: 1 },
    reason: '',
  }
  expect(shareAgain(job)).toBeNull()
})

it('a job whose address would be too long is not offered again', () => {
  const projects = Array.from({ length: 1500 }, (_, i) => named(`${i}`.padStart(32, '0')))
  expect(
    shareAgain({ action, images: [named('a')], projects, pairs: { total: 1500 }, reason: '' }),
  ).toBeNull()
})

it('an answer cannot be shared again', () => {
  const job = { images: [named('a')], projects: [named('p')], pairs: { total: 1 }, reason: '' }
  expect(shareAgain({ ...job, action: 'accept' })).toBeNull()
})
