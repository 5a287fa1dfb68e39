import { expect, it } from 'vitest'
import { shareAgain } from './share-again.ts'

const named = (id: string) => ({ id, name: '' })

it('names the same images, projects and reason', () => {
  const job = { images: [named('a'), named('b')], projects: [named('p')], reason: 'CHG-1' }
  expect(shareAgain(job)).toEqual({ images: 'a,b', projects: 'p', reason: 'CHG-1' })
})

it('is not offered when the address would be too long to send', () => {
  const projects = Array.from({ length: 300 }, (_, i) => named(`${i}`.padStart(32, '0')))
  expect(shareAgain({ images: [named('a')], projects, reason: '' })).toBeNull()
})
