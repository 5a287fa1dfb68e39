import { accountOf, findGrantedAccounts, findImage, findProjects, findRecipients } from './facts.ts'
import { dueAt, type JobRow, pairsDue } from './job-clock.ts'
import { acceptable, ownership, type PairVerdict, room, shareable } from './rules.ts'
import type { Store } from './store.ts'

/** A run of a job's pairs: one image with some projects, and when each is carried out. */
type Run = { image: string; projects: string[]; due: (index: number) => number }

/**
 * Carries out every pair that has fallen due. Call it first in every request's transaction. What two jobs did
 * at the same time since the last request is done job after job, the older first.
 */
export function settleJobs(store: Store, now: number): void {
  const going = store.all<JobRow>('select * from jobs where done < total order by began_at, rowid')
  for (const job of going) {
    const due = pairsDue(job, now)
    if (due > job.done) settleJob(store, job, due)
  }
}

function settleJob(store: Store, job: JobRow, due: number) {
  const images: string[] = JSON.parse(job.images)
  const projects: string[] = JSON.parse(job.projects)
  const failures: { position: number; code: string; message: string }[] = []
  let position = job.done
  while (position < due) {
    const start = position
    const from = start % projects.length
    const run = {
      image: images[Math.floor(start / projects.length)] as string,
      projects: projects.slice(from, from + due - start),
      due: (index: number) => dueAt(job, start + index),
    }
    for (const [index, verdict] of carryOut(store, job, run).entries())
      if (verdict) failures.push({ position: start + index, ...verdict })
    position += run.projects.length
  }
  store.run(
    `insert into job_failures select ?, value->>'position', value->>'code', value->>'message' from json_each(?)`,
    job.id,
    JSON.stringify(failures),
  )
  store.run('update jobs set done = ? where id = ?', due, job.id)
}

/** One verdict for each project of the run. */
function carryOut(store: Store, job: JobRow, run: Run): PairVerdict[] {
  if (job.type === 'add') return addRun(store, job, run)
  if (job.type === 'remove') return removeRun(store, job, run)
  return updateRun(store, job, run)
}

function addRun(store: Store, job: JobRow, { image: id, projects, due }: Run): PairVerdict[] {
  const image = findImage(store, id, job.project_id)
  const refused = ownership(image, job.project_id)
  if (!image || refused) return projects.map(() => refused)
  const state = shareable(image)
  const known = findProjects(store, projects)
  const granted = image.key_id ? findGrantedAccounts(store, image.key_id) : new Set<string>()
  const recipients = findRecipients(store, id)
  const added: [string, number][] = []
  const verdicts = projects.map((project, index): PairVerdict => {
    // Sharing a pair again changes nothing. The sources leave it open (OTC user manual: "share again").
    if (recipients.has(project)) return null
    const facts = known.get(project)
    const verdict =
      state ??
      acceptable(image, project, facts, granted.has(accountOf(project, facts))) ??
      room(image, recipients.size)
    if (verdict || project === 'fault-lie') return verdict
    recipients.add(project)
    added.push([project, due(index)])
    return null
  })
  store.run(
    `insert into members select ?, value->>0, 'pending', null, value->>1, value->>1 from json_each(?)`,
    id,
    JSON.stringify(added),
  )
  return verdicts
}

/** A project that is no recipient is removed successfully: that is how it should be afterwards. */
function removeRun(store: Store, job: JobRow, { image: id, projects }: Run): PairVerdict[] {
  const refused = ownership(findImage(store, id, job.project_id), job.project_id)
  if (refused) return projects.map(() => refused)
  const removed = projects.filter((project) => project !== 'fault-lie' && project !== 'fault-pair')
  store.run(
    'delete from members where image_id = ? and project_id in (select value from json_each(?))',
    id,
    JSON.stringify(removed),
  )
  return projects.map((project) =>
    project === 'fault-pair' ? { code: 'IMG.0113', message: 'Deleting the tenant failed.' } : null,
  )
}

function updateRun(store: Store, job: JobRow, { image: id, projects, due }: Run): PairVerdict[] {
  return projects.map((project, index) => {
    const image = findImage(store, id, project)
    if (!image || !findRecipients(store, id).has(project))
      return { code: 'IMG.0027', message: 'No image with this ID is shared with the project.' }
    // "Updating Image Sharing Status": to accept a full-ECS image from a CBR backup, a vault is mandatory.
    if (job.status === 'accepted' && image.whole && !job.vault_id)
      return { code: 'IMG.0184', message: 'The vault was not found.' }
    store.run(
      'update members set status = ?, vault_id = ?, updated_at = ? where image_id = ? and project_id = ?',
      job.status,
      job.vault_id,
      due(index),
      id,
      project,
    )
    return null
  })
}
