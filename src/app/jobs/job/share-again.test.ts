import { expect, it } from 'vitest'
import { unpackLeftOut } from '../../plan/plan-address.ts'
import { shareAgain } from './share-again.ts'

const named = (id: string) => ({ id, name: '' })
const job = { images: [named('a'), named('b')], projects: [named('p'), named('q')], reason: 'CHG-1' }

it('sharing again keeps images, projects and reason', () => {
  expect(shareAgain(job)).toEqual({ images: 'a,b', projects: 'p,q', reason: 'CHG-1' })
})

it('a job with only some of the pairs is shared again without the others', () => {
  const pairs = [
    { image: 0, project: 1 },
    { image: 1, project: 0 },
  ]
  const address = shareAgain(job, pairs)
  expect(address).toMatchObject({ images: 'a,b', projects: 'p,q', reason: 'CHG-1' })
  expect(unpackLeftOut(address?.without, ['a', 'b'], ['p', 'q'])).toEqual(new Set(['a p', 'b q']))
})

it('a job whose address would be too long is not offered again', () => {
  const projects = Array.from({ length: 1500 }, (_, i) => named(`${i}`.padStart(32, '0')))
  expect(shareAgain({ ...job, projects })).toBeNull()
})
