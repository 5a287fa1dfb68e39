import IconUsers from '@tabler/icons-react/icons/IconUsers'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Recipient } from '#contract/recipient'
import { recipientsQuery } from '../../api/recipients.ts'
import { count, plural } from '../../format.ts'
import { VirtualSelect } from '../../ui/select/VirtualSelect.tsx'
import { TimeAgo } from '../../ui/Time.tsx'
import { ListProblem } from './ListProblem.tsx'
import classes from './Options.module.css'
import { type PickerProps, useById } from './picker.ts'
import { PROJECTS, type ProjectOrGroup, projectChoices, type RecipientGroup } from './project-choices.ts'

/** Chooses projects that the console knows, one by one or a group of the book at once. */
export function ProjectPicker(props: PickerProps) {
  const query = useQuery(recipientsQuery)
  const recipients = query.data
  const choices = useMemo(() => recipients && projectChoices(recipients), [recipients])
  return (
    <VirtualSelect
      {...props}
      label="Projects"
      placeholder="Search projects and groups by name or ID"
      kind={PROJECTS}
      items={choices}
      byId={useById(choices, PROJECTS)}
      fallback={
        !recipients && query.error ? (
          <ListProblem what="known projects" error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          recipients?.length === 0 && 'No project is known yet. Paste the IDs below.'
        )
      }
      rowHeight={48}
      renderOption={(choice: ProjectOrGroup) =>
        'group' in choice ? (
          <GroupOption group={choice} selected={props.selected} />
        ) : (
          <ProjectOption recipient={choice} />
        )
      }
    />
  )
}

function effectOfPicking(chosen: number, members: number): string {
  if (chosen === 0) return 'Adds all of them'
  if (chosen < members) return `${count(chosen)} of them chosen; adds the others`
  return 'All of them chosen; picking again takes them out'
}

/** Says what picking it does: adds the members, or takes them out when all are chosen. */
function GroupOption({
  group: { group, members },
  selected,
}: {
  group: RecipientGroup
  selected: ReadonlySet<string>
}) {
  const chosen = members.filter((id) => selected.has(id)).length
  return (
    <span className={classes.option}>
      <span className={classes.line}>
        <span className={classes.name}>
          <IconUsers size={14} aria-hidden className={classes.icon} /> Group {group}
        </span>
        <span className={classes.aside}>{plural(members.length, 'project')}</span>
      </span>
      <span className={classes.detail}>{effectOfPicking(chosen, members.length)}</span>
    </span>
  )
}

function ProjectOption({ recipient: { id, name, sources, lastUsedAt } }: { recipient: Recipient }) {
  return (
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
}
