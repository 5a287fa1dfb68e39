import IconUsers from '@tabler/icons-react/icons/IconUsers'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Recipient } from '#contract/recipient'
import { recipientsQuery } from '../../api/recipients.ts'
import { plural } from '../../format.ts'
import type { RecipientGroup } from '../../groups.ts'
import { VirtualSelect } from '../../ui/select/VirtualSelect.tsx'
import { ErrorState } from '../../ui/states/ErrorState.tsx'
import { TimeAgo } from '../../ui/Time.tsx'
import { pickerWords } from '../words.ts'
import classes from './Options.module.css'
import { type PickerProps, useById } from './picker.ts'
import { PROJECTS, type ProjectOrGroup, projectChoices } from './project-choices.ts'

/** Chooses projects that the console knows, one by one or a group of the book at once. */
export function ProjectPicker(props: PickerProps) {
  const query = useQuery(recipientsQuery)
  const recipients = query.data
  const choices = useMemo(() => recipients && projectChoices(recipients), [recipients])
  return (
    <VirtualSelect
      {...props}
      label={pickerWords.projects}
      placeholder={pickerWords.searchProjects}
      kind={PROJECTS}
      items={choices}
      byId={useById(choices, PROJECTS)}
      fallback={
        !recipients && query.error ? (
          <ErrorState
            title={pickerWords.projectsUnreadable}
            error={query.error}
            onRetry={() => void query.refetch()}
          />
        ) : (
          recipients?.length === 0 && pickerWords.noProjects
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
  if (chosen === 0) return pickerWords.addsAll
  if (chosen < members) return pickerWords.addsOthers(chosen)
  return pickerWords.takesOut
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
          <IconUsers size={14} aria-hidden className={classes.icon} />
          {pickerWords.group(group)}
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
        <span className={classes.name} translate={name ? 'no' : undefined}>
          {name || <span className={classes.unnamed}>{pickerWords.nameUnknown}</span>}
        </span>
        <span className={classes.aside}>
          {lastUsedAt !== null ? (
            <>
              {pickerWords.used}
              <TimeAgo at={lastUsedAt} />
            </>
          ) : (
            sources.includes('account') && pickerWords.ownAccount
          )}
        </span>
      </span>
      <code className={classes.detail} translate="no">
        {id}
      </code>
    </span>
  )
}
