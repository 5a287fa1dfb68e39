import * as z from 'zod/mini'

/**
 * The calls on `/v1/cloudimages/members` (the specification, and its delete and accept/reject siblings) and the
 * native list of one image's members. Facts: OTC API reference, "Adding Image Sharing Members" and neighbours.
 */

/** An image ID: a UUID of any version, either case (pattern of the OTC member schema pages and of Glance). */
export const IMAGE_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** A project ID as Keystone allows it (keystone `api/validation/parameter_types.py`); 32 hex is only a habit. */
export const PROJECT_ID = /^[a-zA-Z0-9-]{1,64}$/

/** The form nearly every real project ID has. Another form earns a warning, never a refusal. */
export const USUAL_PROJECT_ID = /^[0-9a-f]{32}$/

/** Body of `POST` and `DELETE /v1/cloudimages/members`: every image with every project. */
export const memberBatch = z.object({ images: z.array(z.string()), projects: z.array(z.string()) })
export type MemberBatch = z.infer<typeof memberBatch>

/** The largest body the API takes, in bytes (Huawei, "Authentication": 12 MB). */
export const MAX_BODY_BYTES = 12 * 1024 * 1024

/** Answer of every asynchronous call of the family. The ID is opaque: 32 hex in all samples. */
export const jobAccepted = z.object({ job_id: z.string() })
export type JobAccepted = z.infer<typeof jobAccepted>

export const memberStatus = z.enum(['pending', 'accepted', 'rejected'])
export type MemberStatus = z.infer<typeof memberStatus>

/** Body of `PUT /v1/cloudimages/members`: the recipient answers. `project_id` is singular, and the recipient's own. */
export const memberUpdate = z.object({
  images: z.array(z.string()),
  project_id: z.string(),
  status: z.enum(['accepted', 'rejected']),
  vault_id: z.optional(z.string()),
})
export type MemberUpdate = z.infer<typeof memberUpdate>

/** One recipient of one image, as `GET /v2/images/{image_id}/members` lists it. */
export const member = z.object({
  status: memberStatus,
  created_at: z.string(),
  updated_at: z.string(),
  image_id: z.string(),
  member_id: z.string(),
  schema: z.optional(z.string()),
})
export type Member = z.infer<typeof member>

export const memberList = z.object({ members: z.array(member), schema: z.optional(z.string()) })

/** Why a batch body is refused before any job is made: an IMS code and a sentence for the reader. */
export type BatchRefusal = { code: 'IMG.0001' | 'IMG.0007' | 'IMG.0066' | 'IMG.0067'; message: string }

/**
 * Checks the raw text of a batch body the way the API does before it makes a job: JSON, both fields, arrays of
 * strings, none empty, IDs well formed. `IMG.0066` for an image ID is seen in the wild
 * (huaweicloud/packer-plugin-huaweicloud#86); the other codes are the table's nearest ("OTC error codes": 0001
 * malformed body, 0007 empty body, 0067 wrong project ID).
 */
export function parseMemberBatch(
  text: string,
): { ok: true; batch: MemberBatch } | ({ ok: false } & BatchRefusal) {
  if (text.trim() === '') return refuse('IMG.0007', 'The request body is empty.')
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    return refuse('IMG.0001', 'The request body is not valid JSON.')
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    return refuse('IMG.0001', 'The request body must be a JSON object with "images" and "projects".')
  const fields = body as Record<string, unknown>
  for (const name of ['images', 'projects'] as const) {
    const list = fields[name]
    if (list === undefined) return refuse('IMG.0001', `The field "${name}" is missing.`)
    if (!Array.isArray(list)) return refuse('IMG.0001', `The field "${name}" must be an array of strings.`)
    if (list.length === 0) return refuse('IMG.0001', `The field "${name}" must not be empty.`)
    if (!list.every((id) => typeof id === 'string'))
      return refuse('IMG.0001', `Every entry of "${name}" must be a string.`)
  }
  const batch = { images: fields.images as string[], projects: fields.projects as string[] }
  const badImage = batch.images.find((id) => !IMAGE_ID.test(id))
  if (badImage !== undefined) return refuse('IMG.0066', `"${clip(badImage)}" is not a valid image ID.`)
  const badProject = batch.projects.find((id) => !PROJECT_ID.test(id))
  if (badProject !== undefined) return refuse('IMG.0067', `"${clip(badProject)}" is not a valid project ID.`)
  return { ok: true, batch }
}

const refuse = (code: BatchRefusal['code'], message: string) => ({ ok: false as const, code, message })
const clip = (text: string) => (text.length > 80 ? `${text.slice(0, 80)}…` : text)
