import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { newJob, READER } from '#testing/new-job'
import { openTestStore } from '#testing/stores'
import type { NewJob } from '../../jobs/model/request.ts'
import type { Store } from '../database.ts'

const IMAGE = 'd164b5df-1bc3-4c3f-893e-3e471fd16e64'
const TENANT = '9c61004714024f9586705d090530f9fa'
const JOBS = {
  plain: { reason: 'CHG-17: 100% of Łódź', user: { id: 'u1', name: 'Ada Lovelace' } },
  image: {
    images: [
      { id: 'aaaa0000-1bc3-4c3f-893e-3e471fd16e64', name: 'rocky-9.6' },
      { id: IMAGE, name: 'Ubuntu-24.04 “Noble”' },
    ],
  },
  project: {
    projects: [
      { id: TENANT, name: 'acme' },
      { id: 'Team-Z', name: '' },
    ],
  },
} satisfies Record<string, Partial<NewJob>>
type Name = keyof typeof JOBS

let store: Store
beforeAll(async () => {
  store = await openTestStore(() => 1000)
  const entry = { id: 'Team-Z', name: 'Team Zebra', accountId: '', owner: '', notes: '', groups: [] }
  await store.book.save('golden', [entry], 'ada')
  for (const project of ['golden', 'other'])
    for (const [name, more] of Object.entries(JOBS))
      await store.requests.create(
        newJob({
          id: `${project}-job-of-${name}`,
          user: { id: 'u0', name: 'Grace' },
          project: { id: project, name: project },
          images: [{ id: '00000000-0000-4000-8000-000000000001', name: 'debian' }],
          projects: [{ id: '0'.repeat(32), name: '' }],
          ...more,
        }),
      )
})

const find = async (text: string) => {
  const { jobs } = await store.jobs.page(READER, { text }, undefined, 100)
  return jobs.map(({ id }) => id.replace('golden-job-of-', '') as Name)
}

test.each<[where: string, text: string, found: Name[]]>([
  ['the reason, whatever the case', 'chg-17', ['plain']],
  ['the reason, with signs that mean something to SQL', '100%', ['plain']],
  ['the reason, with letters beyond ASCII', 'Łódź', ['plain']],
  ['the user', 'lovelace', ['plain']],
  ['a part of the job’s ID', 'job-of-proj', ['project']],
  ['the name of an image that is not the first', 'noble', ['image']],
  ['the whole ID of an image that is not the first', IMAGE, ['image']],
  ['the beginning of an image’s ID, in capitals', 'D164B5', ['image']],
  ['the whole ID of a project', TENANT, ['project']],
  ['the name of a project, whatever the case', 'ACM', ['project']],
  ['the name that the book has for a project', 'team ze', ['project']],
  ['the beginning of a project’s ID', '9c6100471', ['project']],
  ['the beginning of a project’s ID with capitals', 'Team-', ['project']],
  ['all of them at once', 'a', ['project', 'image', 'plain']],
  ['nowhere: the middle of an ID', '4f9586705d', []],
  ['nowhere: a place holder of SQL', 'CHG_17', []],
  ['nowhere: the middle of an ID behind a place holder', '%4f95', []],
])('a text is found in %s', async (_, text, found) => {
  expect(await find(text)).toEqual(found)
})

test('the beginning of an ID finds the job, however long it is, and nothing breaks on any text', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(IMAGE, TENANT, 'Team-Z'), fc.integer({ min: 1 }), async (id, length) => {
      const found = await find(id.slice(0, length))
      expect(found).toContain(id === IMAGE ? 'image' : 'project')
    }),
    { numRuns: 30 },
  )
  await fc.assert(
    fc.asyncProperty(fc.string({ minLength: 1, unit: 'binary' }), async (text) => {
      expect((await find(text)).length).toBeLessThanOrEqual(3)
    }),
    { numRuns: 50 },
  )
})
