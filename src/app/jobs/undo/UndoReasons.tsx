import type { Plan } from '#contract/plan'
import { TextLink } from '../../ui/Links.tsx'
import { TimeAgo } from '../../ui/Time.tsx'
import classes from './UndoPage.module.css'
import { keeperName, reasonsOf, undoWords } from './words.ts'

/**
 * The pairs that an undo leaves alone, with the reason: another job wants them so, they were so before, or
 * somebody else has changed them.
 */
export function UndoReasons({ plan }: { plan: Plan }) {
  const reasons = reasonsOf(plan)
  const withdrawn = plan.undo?.withdraws ?? 0
  if (reasons.length === 0) return null
  return (
    <div>
      <ul className={classes.reasons} aria-label={undoWords.stays}>
        {reasons.map(({ key, text, job }) => (
          <li key={key}>
            {text}
            {job && (
              <span className={classes.keeper}>
                <TextLink to="/jobs/$jobId" params={{ jobId: job.id }}>
                  {keeperName(job)}
                </TextLink>
                , <TimeAgo at={job.createdAt} />
              </span>
            )}
          </li>
        ))}
      </ul>
      {withdrawn > 0 && <p className={classes.hint}>{undoWords.withdrawn(withdrawn)}</p>}
    </div>
  )
}
