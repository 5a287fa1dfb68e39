import { expect, test } from 'vitest'
import { createAccessWorld } from '#testing/access-world'
import { exportAccess } from './access-rows.ts'
import { json } from './formats.ts'

test('an image that cannot be read has a row that says so, and others are not hidden by it', async () => {
  const { access, cloudCache, operator, images, projects, add, refuse } = await createAccessWorld({
    images: 3,
  })
  const [one = '', other = '', project = ''] = [images[0], images[1], projects[0]]
  await add(one, project)
  await add(other, project)
  refuse(operator, one, 403)
  const parts = { access, cloudCache, provenanceOf: async () => ({ jobs: [], pairs: [] }) }
  const o = { who: operator, format: json, maxAge: 600_000, signal: new AbortController().signal }
  let text = ''
  for await (const chunk of exportAccess(parts, o)) text += chunk
  const rows: { imageId: string; status: string; projectId: string | null; problem: string | null }[] =
    JSON.parse(text)
  const of = (id: string) => rows.filter(({ imageId }) => imageId === id)
  expect(of(one)).toMatchObject([
    { status: 'unread', projectId: null, problem: expect.stringContaining('403') },
  ])
  expect(of(other)).toMatchObject([{ status: 'pending', projectId: project, problem: null }])
})
