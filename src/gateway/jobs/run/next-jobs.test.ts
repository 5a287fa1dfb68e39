import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { OpenJob } from '../model/run.ts'
import { nextJobs } from './next-jobs.ts'

/** A line of jobs, "a: 1 2" being job a with the images 1 and 2. */
const line = (...jobs: string[]): OpenJob[] =>
  jobs.map((job, place) => {
    const [id = '', images = ''] = job.split(': ')
    const actor = { id: 'u', name: 'operator' }
    return {
      id,
      seq: place,
      place,
      held: false,
      stopping: false,
      projectId: 'golden',
      actor,
      images: images.split(' '),
    }
  })
const next = (jobs: readonly OpenJob[], { running = '', waitingForSignIn = '' } = {}) =>
  nextJobs(jobs, {
    isRunning: ({ id }) => running.includes(id),
    mayRun: ({ id }) => !waitingForSignIn.includes(id),
  }).map(({ id }) => id)

test('jobs with different images run together, jobs with the same image one after the other', () => {
  expect(next(line('a: 1', 'b: 1 2', 'c: 3'))).toEqual(['a', 'c'])
  expect(next(line('a: 1', 'b: 1 2', 'c: 3'), { running: 'ac' })).toEqual([])
  expect(next(line('b: 1 2', 'c: 3'), { running: 'c' })).toEqual(['b'])
})

test('a job that waits for an image is not overtaken by a later one with the same image', () => {
  expect(next(line('a: 1', 'b: 1 2', 'c: 2'))).toEqual(['a'])
  expect(next(line('b: 1 2', 'c: 2'))).toEqual(['b'])
})

test('a job of another gateway, and one that waits for a sign-in, keep their images', () => {
  const [a, b, c] = line('a: 1', 'b: 1', 'c: 2')
  if (!a || !b || !c) throw new Error('no line')
  expect(next([{ ...a, held: true }, b, c])).toEqual(['c'])
  expect(next([a, b, c], { waitingForSignIn: 'a' })).toEqual(['c'])
})

test('one project runs four jobs at a time, wherever they run; another is not held up by it', () => {
  const [a, ...rest] = line('a: a', 'b: b', 'c: c', 'd: d', 'e: e')
  const other = { ...line('x: a')[0], projectId: 'other' } as OpenJob
  if (!a) throw new Error('no line')
  expect(next([{ ...a, held: true }, ...rest, other])).toEqual(['b', 'c', 'd', 'x'])
  expect(next([...rest, other], { running: 'bcd', waitingForSignIn: 'x' })).toEqual(['e'])
})

test('several gateways that go by it never run two jobs with the same image at once', () => {
  const jobs = fc.array(fc.uniqueArray(fc.nat(5), { minLength: 1, maxLength: 3 }), { maxLength: 12 })
  const moves = fc.array(fc.record({ gateway: fc.nat(2), ends: fc.nat(12) }), { maxLength: 40 })
  fc.assert(
    fc.property(jobs, moves, (images, steps) => {
      let open = line(...images.map((each, n) => `j${n}: ${each.join(' ')}`))
      const runs = new Map<string, number>()
      for (const { gateway, ends } of steps) {
        // Each looks, takes what it may, and one of the jobs ends.
        const seen = open.map((job) => ({ ...job, held: runs.has(job.id) && runs.get(job.id) !== gateway }))
        const isRunning = ({ id }: OpenJob) => runs.get(id) === gateway
        for (const { id } of nextJobs(seen, { isRunning, mayRun: () => true })) runs.set(id, gateway)
        const inWork = open.filter(({ id }) => runs.has(id)).flatMap((job) => job.images)
        expect(new Set(inWork).size).toBe(inWork.length)
        if (runs.delete(`j${ends}`)) open = open.filter(({ id }) => id !== `j${ends}`)
      }
    }),
  )
})
