import { explain } from '#contract/codes'
import { isRefused, type JobDetail, type Revocation } from '#contract/job'
import { CopyableId } from '../../ui/CopyableId.tsx'
import classes from './JobPage.module.css'

/** What became of the key grants that the job was to take back. Nothing when there were none. */
export function JobGrants({ job }: { job: JobDetail }) {
  if (job.revocations.length === 0) return null
  return (
    <section aria-labelledby="grants" className={classes.section}>
      <h2 id="grants">Key grants</h2>
      <ul className={classes.grants}>
        {job.revocations.map((grant) => (
          <li key={grant.grantId}>
            <b data-tone={isRefused(grant) ? 'bad' : undefined}>{endOf(grant)}</b>
            <CopyableId id={grant.grantId} name="the grant" />
            <span className={classes.dim}>
              on key {grant.keyId} for account {grant.accountId}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function endOf(grant: Revocation): string {
  if (grant.code === null) return 'Revoked'
  if (!isRefused(grant)) return 'Kept: a share still needs it'
  return `Not revoked: ${explain(grant.code, grant.message ?? undefined).title} (${grant.code})`
}
