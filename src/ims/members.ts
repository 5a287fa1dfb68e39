import * as z from 'zod/mini'
import { JsonRefused, parseJson } from './json.ts'

/**
 * The calls on `/v1/cloudimages/members` (the specification, and its delete and accept/reject siblings) and
 * the native list of one image's members. Facts: OTC API reference, "Adding Image Sharing Members" and
 * neighbours.
 */

/** An image ID: a UUID of any version, either case (pattern of the OTC member schema pages and of Glance). */
export const IMAGE_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/**
 * A project ID as Keystone allows it (keystone `api/validation/parameter_types.py`); 32 hex is only a habit.
 */
export const PROJECT_ID = /^[a-zA-Z0-9-]{1,64}$/

/** The form nearly every real project ID has. Another form earns a warning, never a refusal. */
export const USUAL_PROJECT_ID = /^[0-9a-f]{32}$/

/** An ID of a vault of CBR. Opaque: the documents' own samples are no UUIDs. */
export const VAULT_ID = /^[\w-]{1,64}$/

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

/**
 * Body of `PUT /v1/cloudimages/members`: the recipient answers. `project_id` is singular, and the recipient's
 * own.
 */
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

/** Huawei Cloud takes them beside projects (Huawei IMS API reference, "Adding Image Sharing Members"). */
const RECIPIENTS_OF_HUAWEI = ['domains', 'organizations'] as const

/**
 * Checks the raw text of a batch body the way the API does before it makes a job: JSON, both fields, arrays
 * of strings, none empty, IDs well formed. `IMG.0066` for an image ID is seen in the wild
 * (huaweicloud/packer-plugin-huaweicloud#86); the other codes are the table's nearest ("OTC error codes":
 * 0001 malformed body, 0007 empty body, 0067 wrong project ID).
 */
export function parseMemberBatch(
  text: string,
): { ok: true; batch: MemberBatch } | ({ ok: false } & BatchRefusal) {
  const body = parseFields(text, ['images', 'projects'])
  if (!body.ok) return body
  const { images, projects } = body.fields
  const other = RECIPIENTS_OF_HUAWEI.find((name) => body.fields[name] !== undefined)
  if (other) return refuse('IMG.0001', `The field "${other}" is not supported; recipients are "projects".`)
  if (!isIds(images)) return badList('images', images)
  if (!isIds(projects)) return badList('projects', projects)
  const badImage = images.find((id) => !IMAGE_ID.test(id))
  if (badImage !== undefined) return notAnImage(badImage)
  const badProject = projects.find((id) => !PROJECT_ID.test(id))
  if (badProject !== undefined) return refuse('IMG.0067', `"${clip(badProject)}" is not a valid project ID.`)
  return { ok: true, batch: { images, projects } }
}

/**
 * The same for the body of an answer ("Updating the Sharing Status for Images"). Whether the project is the
 * caller's own is for the caller to check.
 */
export function parseMemberUpdate(
  text: string,
): { ok: true; update: MemberUpdate } | ({ ok: false } & BatchRefusal) {
  const body = parseFields(text, ['images', 'project_id', 'status'])
  if (!body.ok) return body
  const { images, project_id, status, vault_id } = body.fields
  if (!isIds(images)) return badList('images', images)
  const badImage = images.find((id) => !IMAGE_ID.test(id))
  if (badImage !== undefined) return notAnImage(badImage)
  if (typeof project_id !== 'string' || !PROJECT_ID.test(project_id))
    return refuse('IMG.0067', 'The field "project_id" must be the ID of one project.')
  if (status !== 'accepted' && status !== 'rejected')
    return refuse('IMG.0001', 'The field "status" must be "accepted" or "rejected".')
  if (vault_id !== undefined && (typeof vault_id !== 'string' || !VAULT_ID.test(vault_id)))
    return refuse('IMG.0001', 'The field "vault_id" must be the ID of one vault.')
  return { ok: true, update: { images, project_id, status, ...(vault_id !== undefined && { vault_id }) } }
}

type Fields = { ok: true; fields: Record<string, unknown> } | ({ ok: false } & BatchRefusal)

/** The fields of a body, none of these missing. */
function parseFields(text: string, names: readonly string[]): Fields {
  if (text.trim() === '') return refuse('IMG.0007', 'The request body is empty.')
  let body: unknown
  try {
    body = parseJson(text)
  } catch (error) {
    if (error instanceof JsonRefused) return refuse('IMG.0001', `The request body ${error.message}.`)
    throw error
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    return refuse('IMG.0001', `The request body must be a JSON object with "${names.join('", "')}".`)
  const fields = body as Record<string, unknown>
  const missing = names.find((name) => fields[name] === undefined)
  return missing === undefined
    ? { ok: true, fields }
    : refuse('IMG.0001', `The field "${missing}" is missing.`)
}

const isIds = (list: unknown): list is string[] =>
  Array.isArray(list) && list.length > 0 && list.every((id) => typeof id === 'string')

function badList(name: string, list: unknown) {
  if (!Array.isArray(list)) return refuse('IMG.0001', `The field "${name}" must be an array of strings.`)
  if (list.length === 0) return refuse('IMG.0001', `The field "${name}" must not be empty.`)
  return refuse('IMG.0001', `Every entry of "${name}" must be a string.`)
}

const notAnImage = (id: string) => refuse('IMG.0066', `"${clip(id)}" is not a valid image ID.`)
const refuse = (code: BatchRefusal['code'], message: string) => ({ ok: false as const, code, message })
const clip = (text: string) => (text.length > 80 ? `${text.slice(0, 80)}…` : text)
