import { Anchor } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { JobDetail } from '#contract/job'
import { Id } from '../../ui/Id.tsx'
import { Fact } from './Fact.tsx'

/** The jobs that belong to this one by undoing: what it undoes, and what undid it. */
export function JobLinks({ job }: { job: JobDetail }) {
  return (
    <>
      {job.undoOf && (
        <Fact name="Undoes" wide>
          <JobLink id={job.undoOf} />
        </Fact>
      )}
      {job.undos.length > 0 && (
        <Fact name="Undone by" wide>
          {job.undos.map((id) => (
            <JobLink key={id} id={id} />
          ))}
        </Fact>
      )}
    </>
  )
}

function JobLink({ id }: { id: string }) {
  return (
    <Anchor
      renderRoot={(props) => <Link {...props} to="/jobs/$jobId" params={{ jobId: id }} />}
      size="sm"
      display="block"
    >
      <Id id={id} />
    </Anchor>
  )
}
