import { explain } from '#contract/codes'
import { isRefused, type JobDetail, type Revocation } from '#contract/job'
import { CopyableId } from '../../ui/Id.tsx'
import { jobWords } from '../words.ts'
import classes from './JobPage.module.css'

/** The results of the key grants that the job was to revoke. Shows nothing when there were none. */
export function JobGrants({ job }: { job: JobDetail }) {
  if (job.revocations.length === 0) return null
  return (
    <section aria-labelledby="grants" className={classes.section}>
      <h2 id="grants">{jobWords.grants}</h2>
      <ul className={classes.grants}>
        {job.revocations.map((grant) => (
          <li key={grant.grantId}>
            <b data-tone={isRefused(grant) ? 'bad' : undefined}>{endOf(grant)}</b>
            <CopyableId id={grant.grantId} name={jobWords.thisGrant} />
            <span className={classes.dim}>{jobWords.grantOf(grant.keyId, grant.accountId)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function endOf(grant: Revocation): string {
  if (grant.code === null) return jobWords.revoked
  if (!isRefused(grant)) return jobWords.grantKept
  return jobWords.notRevoked(explain(grant.code, grant.message ?? undefined).title, grant.code)
}
