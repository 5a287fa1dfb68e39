import { expect, it } from 'vitest'
import { shareAgain } from './share-again.ts'

const named = (id: string) => ({ id, name: '' })
const action = 'share' as const

it('names the same images, projects and reason', () => {
  const job = {
    action,
    images: [named('a'), named('b')],
    projects: [named('p')],
    pairs: { total: 2 },
    reason: 'CHG-1',
  }
  expect(shareAgain(job)).toEqual({ images: 'a,b', projects: 'p', reason: 'CHG-1' })
})

it('is not offered for a job that had only some of the pairs, which a form cannot ask for', () => {
  const job = {
    action,
    images: [named('a'), named('b')],
    projects: [named('p')],
    pairs: { total: 1 },
    reason: '',
  }
  expect(shareAgain(job)).toBeNull()
})

it('is not offered when the address would be too long to send', () => {
  const projects = Array.from({ length: 1500 }, (_, i) => named(`${i}`.padStart(32, '0')))
  expect(
    shareAgain({ action, images: [named('a')], projects, pairs: { total: 1500 }, reason: '' }),
  ).toBeNull()
})

it('is not offered for an answer, which a share form cannot give', () => {
  const job = { images: [named('a')], projects: [named('p')], pairs: { total: 1 }, reason: '' }
  expect(shareAgain({ ...job, action: 'accept' })).toBeNull()
})
