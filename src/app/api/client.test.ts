import { afterEach, expect, test, vi } from 'vitest'
import { call } from './client.ts'

afterEach(() => vi.unstubAllGlobals())

// The story: a project called itself "acme-prod" with a character that turns the rest of its name around.
test('hidden characters in what the server says are shown, and names in any script stay as they are', async () => {
  const projects = [
    { id: 'a', name: 'acme\u202Edorp-' },
    { id: 'b', name: 'می\u200Cخواهم' },
    { id: 'c', name: 'ac\u200Bme' },
  ] satisfies { id: string; name: string }[]
  vi.stubGlobal('fetch', async () => Response.json({ projects }))
  const answer = await call('sessionProjects', { asAnybody: true })
  expect(answer.projects.map(({ name }) => name)).toEqual([
    'acme‹U+202E›dorp-',
    'می\u200Cخواهم',
    'ac‹U+200B›me',
  ])
})
