import { IMAGE_ID, memberUpdate, parseMemberBatch } from '#ims/members'
import type { Call, Reply, Route } from './call.ts'
import { requireSharer } from './caller.ts'
import { submitJob } from './jobs.ts'
import { provokeFault } from './provoke-fault.ts'
import { imsRefusal } from './refusal.ts'

/** Adding or removing: everything malformed is refused at once, everything else is a matter of the job. */
const batch =
  (type: 'add' | 'remove') =>
  (call: Call): Reply => {
    const { project } = requireSharer(call)
    const parsed = parseMemberBatch(call.text)
    if (!parsed.ok) throw imsRefusal(parsed.code, parsed.message)
    const { images, projects } = parsed.batch
    provokeFault(call, type, images, projects)
    return submitJob(call, { type, project_id: project, images, projects })
  }

/** The recipient accepts or rejects. */
function update(call: Call): Reply {
  const { project } = requireSharer(call)
  if (call.text.trim() === '') throw imsRefusal('IMG.0007', 'The request body is empty.')
  const parsed = memberUpdate.safeParse(readJson(call.text))
  if (!parsed.success || parsed.data.images.length === 0)
    throw imsRefusal('IMG.0001', 'The request body is malformed.')
  const { images, project_id, status, vault_id } = parsed.data
  if (!images.every((id) => IMAGE_ID.test(id))) throw imsRefusal('IMG.0066', 'An image ID is not valid.')
  if (project_id !== project) throw imsRefusal('IMG.0030', 'The project ID does not match the token.')
  return submitJob(call, {
    type: 'update',
    project_id: project,
    images,
    projects: [project],
    status,
    vaultId: vault_id,
  })
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** OTC IMS API reference, "Adding / Deleting Image Sharing Members", "Updating the Sharing Status for Images". */
export const memberRoutes: Route[] = [
  { method: 'POST', path: '/v1/cloudimages/members', handle: batch('add') },
  { method: 'DELETE', path: '/v1/cloudimages/members', handle: batch('remove') },
  { method: 'PUT', path: '/v1/cloudimages/members', handle: update },
]
