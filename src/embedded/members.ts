import { parseMemberBatch, parseMemberUpdate } from '#ims/members'
import type { Call, Reply, Route } from './call.ts'
import { requireSharer } from './caller.ts'
import { submitJob } from './jobs.ts'
import { provokeFault } from './provoke-fault.ts'
import { imsRefusal } from './wire-refusal.ts'

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
  const parsed = parseMemberUpdate(call.text)
  if (!parsed.ok) throw imsRefusal(parsed.code, parsed.message)
  const { images, project_id, status, vault_id } = parsed.update
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

/**
 * OTC IMS API reference, "Adding / Deleting Image Sharing Members", "Updating the Sharing Status for Images".
 */
export const memberRoutes: Route[] = [
  { method: 'POST', path: '/v1/cloudimages/members', handle: batch('add') },
  { method: 'DELETE', path: '/v1/cloudimages/members', handle: batch('remove') },
  { method: 'PUT', path: '/v1/cloudimages/members', handle: update },
]
