import * as z from 'zod/mini'
import { parseJson } from '#ims/json'
import { type Member, type MemberStatus, PROJECT_ID } from '#ims/members'
import { type Call, inSeconds, ok, type Reply, type Route } from './call.ts'
import { requireCaller, requireSharer } from './caller.ts'
import { accountOf, findGrantedAccounts, findImage, findProjects, findRecipients } from './facts.ts'
import { provokeFault, provokeImageFault } from './provoke-fault.ts'
import { acceptable, type ImageFacts, MEMBER_QUOTA, ownership, room, shareable } from './rules.ts'
import { glanceRefusal } from './wire-refusal.ts'

type MemberRow = {
  project_id: string
  status: MemberStatus
  created_at: number
  updated_at: number
}

const toWire = (image: string, row: MemberRow): Member => ({
  status: row.status,
  created_at: inSeconds(row.created_at),
  updated_at: inSeconds(row.updated_at),
  image_id: image,
  member_id: row.project_id,
  schema: '/v2/schemas/member',
})

const notFound = (what: string) => glanceRefusal(404, `${what} could not be found.`)

/** The image in the path, if the caller's project may see it. */
function requireImage(call: Call, project: string): ImageFacts & { id: string } {
  const id = call.param('image').toLowerCase()
  provokeImageFault(call, id)
  const image = findImage(call.world.store, id, project)
  if (!image) throw notFound(`Image ${id}`)
  return { ...image, id }
}

/** Glance: the owner sees every member, a member only itself; to others it is as if there were none. */
function listMembers(call: Call): Reply {
  const { project } = requireCaller(call)
  const { id, owner } = requireShared(call, requireImage(call, project), 'list')
  const rows = call.world.store.all<MemberRow>(
    'select * from members where image_id = ? and (? or project_id = ?) order by created_at, project_id',
    id,
    Number(owner === project),
    project,
  )
  return ok({ members: rows.map((row) => toWire(id, row)), schema: '/v2/schemas/members' })
}

/**
 * Plain Glance: an image that is not `shared` has no members. With IMS an image becomes shared by having
 * some.
 */
function requireShared<T extends { id: string }>({ world }: Call, image: T, doing: string): T {
  if (world.flavour === 'ims') return image
  const row = world.store.one<{ visibility: string }>(
    'select visibility from visible_images where id = ?',
    image.id,
  )
  if (row?.visibility === 'shared') return image
  throw glanceRefusal(
    403,
    `Not allowed to ${doing} members for image ${image.id}: Only shared images have members.`,
  )
}

function requireMember(call: Call, image: ImageFacts & { id: string }, project: string): MemberRow {
  const member = call.param('member')
  const row = call.world.store.one<MemberRow>(
    'select * from members where image_id = ? and project_id = ?',
    image.id,
    member,
  )
  // Glance turns the 403 for an outsider into 404 on purpose.
  if (!row || (image.owner !== project && member !== project)) throw notFound(`Member ${member}`)
  return row
}

function showMember(call: Call): Reply {
  const { project } = requireCaller(call)
  const image = requireImage(call, project)
  return ok(toWire(image.id, requireMember(call, image, project)))
}

function requireOwned(call: Call, project: string) {
  const image = requireImage(call, project)
  const refused = ownership(image, project)
  if (refused && !(call.world.flavour === 'glance' && image.owner === project))
    throw glanceRefusal(403, refused.message)
  return image
}

const newMember = z.object({ member: z.string().check(z.regex(PROJECT_ID)) })

/**
 * Synchronous, unlike the batch: 200, not 201. Glance: 409 for a member that is there, 413 when there are too
 * many.
 */
function addMember(call: Call): Reply {
  const { store } = call.world
  const { project } = requireSharer(call)
  const { member } = requireBody(call, newMember)
  provokeFault(call, 'add', [call.param('image')], [member])
  const image = requireShared(call, requireOwned(call, project), 'create')
  const recipients = findRecipients(store, image.id)
  const isGlance = call.world.flavour === 'glance'
  // Before it looks for duplicates, of members too.
  if (isGlance && recipients.size >= MEMBER_QUOTA)
    throw glanceRefusal(413, `Image member limit exceeded for image ${image.id}. Maximum: ${MEMBER_QUOTA}`)
  if (recipients.has(member)) throw glanceRefusal(409, `Member ${member} is duplicated for image ${image.id}`)
  const facts = findProjects(store, [member]).get(member)
  const granted =
    image.key_id !== null && findGrantedAccounts(store, image.key_id).has(accountOf(member, facts))
  const refused = shareable(image) ?? acceptable(image, member, facts, granted)
  // Glance knows no projects, and takes images in every state.
  if (refused && !isGlance) throw glanceRefusal(403, `${refused.code}: ${refused.message}`)
  const full = room(image, recipients.size)
  if (full && !isGlance) throw glanceRefusal(413, full.message)
  const row = { project_id: member, status: 'pending' as const, created_at: call.now, updated_at: call.now }
  store.run(
    'insert into members values (?, ?, ?, null, ?, ?)',
    image.id,
    member,
    row.status,
    call.now,
    call.now,
  )
  return ok(toWire(image.id, row))
}

const answer = z.object({
  status: z.enum(['pending', 'accepted', 'rejected']),
  vault_id: z.optional(z.string()),
})

/** Only the recipient answers; the owner gets 403. */
function updateMember(call: Call): Reply {
  const { project } = requireSharer(call)
  const { status, vault_id } = requireBody(call, answer)
  const image = requireImage(call, project)
  const row = requireMember(call, image, project)
  if (row.project_id !== project)
    throw glanceRefusal(403, `Not allowed to update members for image ${image.id}.`)
  if (status === 'accepted' && image.whole && !vault_id)
    throw glanceRefusal(400, 'IMG.0184: The vault was not found.')
  call.world.store.run(
    'update members set status = ?, vault_id = ?, updated_at = ? where image_id = ? and project_id = ?',
    status,
    vault_id ?? null,
    call.now,
    image.id,
    project,
  )
  return ok(toWire(image.id, { ...row, status, updated_at: call.now }))
}

function removeMember(call: Call): Reply {
  const { project } = requireSharer(call)
  provokeFault(call, 'remove', [call.param('image')], [call.param('member')])
  const image = requireShared(call, requireOwned(call, project), 'delete')
  const { project_id } = requireMember(call, image, project)
  call.world.store.run('delete from members where image_id = ? and project_id = ?', image.id, project_id)
  return { status: 204 }
}

function requireBody<T>(call: Call, schema: z.ZodMiniType<T>): T {
  try {
    return schema.parse(parseJson(call.text))
  } catch {
    throw glanceRefusal(400, 'The request body is not valid.')
  }
}

const members = '/v2/images/:image/members'

/**
 * The native calls (OTC IMS API reference, "Image Sharing (Native OpenStack API)"; Glance
 * `image_members.py`).
 */
export const nativeMemberRoutes: Route[] = [
  { method: 'GET', path: members, handle: listMembers },
  { method: 'POST', path: members, handle: addMember },
  { method: 'GET', path: `${members}/:member`, handle: showMember },
  { method: 'PUT', path: `${members}/:member`, handle: updateMember },
  { method: 'DELETE', path: `${members}/:member`, handle: removeMember },
]
