import type { Proof } from '#contract/proof'
import { type Change, refreshJob } from '../runs/change.ts'
import { saveProof } from '../runs/proofs.ts'
import type { JobKey } from './end-of.ts'

/** Keeps a proof with a job that has ended. Another attempt makes a proof of its own. */
export async function proveJob(change: Change, { projectId, id }: JobKey, proof: Proof): Promise<void> {
  const job = await change.trx
    .selectFrom('jobs')
    .select('seq')
    .where('project_id', '=', projectId)
    .where('id', '=', id)
    .where('ended_at', 'is not', null)
    .executeTakeFirst()
  if (!job) return
  await saveProof(change.trx, job.seq, proof)
  await refreshJob(change, job.seq)
}
