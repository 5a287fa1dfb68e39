import { useQuery } from '@tanstack/react-query'
import type { Recipient } from '#contract/recipient'
import { recipientsQuery } from '../api/recipients.ts'
import type { ChoiceKind } from '../ui/choice-kind.ts'
import { TimeAgo } from '../ui/Time.tsx'
import { VirtualSelect } from '../ui/VirtualSelect.tsx'
import { ListProblem } from './ListProblem.tsx'
import classes from './Options.module.css'
import { type PickerProps, useById } from './picker.ts'

const PROJECTS: ChoiceKind<Recipient> = {
  one: 'project',
  many: 'projects',
  idOf: (recipient) => recipient.id,
  nameOf: (recipient) => recipient.name,
  textOf: ({ id, name }) => `${name} ${id}`,
  blockedOf: () => null,
}

/** Chooses projects that the console knows: the account's others, and earlier recipients. */
export function ProjectPicker(props: PickerProps) {
  const query = useQuery(recipientsQuery)
  const recipients = query.data
  return (
    <VirtualSelect
      {...props}
      label="Projects"
      placeholder="Search known projects by name or ID"
      kind={PROJECTS}
      items={recipients}
      byId={useById(recipients, PROJECTS)}
      fallback={
        !recipients && query.error ? (
          <ListProblem what="known projects" error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          recipients?.length === 0 && 'No project is known yet. Paste the IDs below.'
        )
      }
      rowHeight={48}
      renderOption={render}
    />
  )
}

const render = ({ id, name, sources, lastUsedAt }: Recipient) => (
  <span className={classes.option}>
    <span className={classes.line}>
      <span className={classes.name}>{name || <span className={classes.unnamed}>name unknown</span>}</span>
      <span className={classes.aside}>
        {lastUsedAt !== null ? (
          <>
            used <TimeAgo at={lastUsedAt} />
          </>
        ) : (
          sources.includes('account') && 'own account'
        )}
      </span>
    </span>
    <code className={classes.detail}>{id}</code>
  </span>
)
