import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseMemberBatch, parseMemberUpdate } from './members.ts'

const image = fc.uuid()
const project = fc.stringMatching(/^[a-zA-Z0-9-]{1,64}$/)

test('a well-formed body is read as it was written, whatever else is in it', () => {
  fc.assert(
    fc.property(
      fc.array(image, { minLength: 1 }),
      fc.array(project, { minLength: 1 }),
      fc.jsonValue(),
      (images, projects, more) => {
        expect(parseMemberBatch(JSON.stringify({ images, projects, more }))).toEqual({
          ok: true,
          batch: { images, projects },
        })
      },
    ),
  )
  fc.assert(
    fc.property(
      fc.array(image, { minLength: 1 }),
      project,
      fc.constantFrom('accepted', 'rejected'),
      fc.option(fc.uuid(), { nil: undefined }),
      (images, project_id, status, vault_id) => {
        const update = { images, project_id, status, ...(vault_id !== undefined && { vault_id }) }
        expect(parseMemberUpdate(JSON.stringify({ ...update, more: 1 }))).toEqual({ ok: true, update })
      },
    ),
  )
})

/* A batch for whole accounts of Huawei Cloud was done for its projects alone, without a word. */
test.each(['domains', 'organizations'])('recipients that are %s are refused beside projects', (field) => {
  const text = JSON.stringify({ images: [crypto.randomUUID()], projects: ['a'], [field]: ['b'] })
  expect(parseMemberBatch(text)).toMatchObject({ code: 'IMG.0001', message: expect.stringContaining(field) })
})

test('any other text is refused with a code and a sentence, and never thrown', () => {
  const body = fc.oneof(
    fc.string(),
    fc.jsonValue().map((value) => JSON.stringify(value)),
    fc
      .record({
        images: fc.oneof(fc.array(fc.oneof(image, fc.string(), fc.integer())), fc.jsonValue()),
        projects: fc.oneof(fc.array(fc.oneof(project, fc.string())), fc.jsonValue()),
        project_id: fc.oneof(project, fc.jsonValue()),
        status: fc.oneof(fc.constantFrom('accepted', 'pending'), fc.jsonValue()),
        vault_id: fc.jsonValue(),
      })
      .map((fields) => JSON.stringify(fields)),
  )
  const isImage = (id: unknown) =>
    typeof id === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)
  fc.assert(
    fc.property(body, (text) => {
      for (const parse of [parseMemberBatch, parseMemberUpdate]) {
        const parsed = parse(text)
        if (!parsed.ok) {
          expect(parsed.code).toMatch(/^IMG\.00(01|07|66|67)$/)
          expect(parsed.message).toMatch(/\w.*\.$/s)
          continue
        }
        const { images } = 'batch' in parsed ? parsed.batch : parsed.update
        expect(images.length).toBeGreaterThan(0)
        expect(images.every(isImage)).toBe(true)
      }
    }),
  )
})
