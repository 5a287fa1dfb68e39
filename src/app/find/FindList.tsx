import IconAddressBook from '@tabler/icons-react/icons/IconAddressBook'
import IconArrowRight from '@tabler/icons-react/icons/IconArrowRight'
import IconDisc from '@tabler/icons-react/icons/IconDisc'
import IconHistory from '@tabler/icons-react/icons/IconHistory'
import IconOctagonMinus from '@tabler/icons-react/icons/IconOctagonMinus'
import IconUsers from '@tabler/icons-react/icons/IconUsers'
import { type ComponentType, useEffect, useRef } from 'react'
import type { Image } from '#contract/image'
import { IMAGE_KIND } from '../image-kind.ts'
import { statusLook } from '../job-words.ts'
import { StatusBadge } from '../ui/states/StatusBadge.tsx'
import { TimeAgo } from '../ui/Time.tsx'
import type { Entry } from './entries.ts'
import classes from './FindDialog.module.css'
import type { Kind } from './kinds.ts'
import type { Row, Section } from './sections.ts'
import { words } from './words.ts'

const ICONS: Record<Kind, ComponentType<{ size: number; 'aria-hidden': true }>> = {
  image: IconDisc,
  recipient: IconAddressBook,
  group: IconUsers,
  job: IconHistory,
  page: IconArrowRight,
  act: IconArrowRight,
}

/** The list below the field, which keeps the focus and the keys. */
export function FindList(props: {
  id: string
  sections: readonly Section[]
  /** The number of the active row, counted through all sections. */
  active: number
  onOpen: (row: Row) => void
}) {
  const { id, sections, active } = props
  const list = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever another row is active.
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }, [active, sections])
  let next = 0
  return (
    <div
      ref={list}
      id={id}
      role="listbox"
      aria-label={words.results}
      className={classes.list}
      // A press keeps the focus in the field.
      onMouseDown={(event) => event.preventDefault()}
    >
      {sections.map(({ title, rows, note }) => (
        // biome-ignore lint/a11y/useSemanticElements: a part of a list box.
        <div key={title} role="group" aria-label={title}>
          <div className={classes.title} aria-hidden>
            {title}
          </div>
          {rows.map((row) => {
            const at = next++
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the field handles the keys.
              // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus.
              <div
                key={'act' in row ? row.act.key : row.entry.key}
                id={`${id}-${at}`}
                role="option"
                aria-selected={at === active}
                className={classes.row}
                data-tone={'act' in row ? row.act.tone : undefined}
                onClick={() => props.onOpen(row)}
              >
                {'act' in row ? <ActRow {...row} /> : <EntryRow entry={row.entry} />}
              </div>
            )
          })}
          {note && (
            <div className={classes.note} aria-hidden>
              {note}
            </div>
          )}
        </div>
      ))}
    </div>
  )
}

function ActRow({ act }: Extract<Row, { act: unknown }>) {
  const Icon = act.tone === 'stop' ? IconOctagonMinus : IconArrowRight
  return (
    <>
      <Icon size={16} aria-hidden />
      <span className={classes.name}>{act.name}</span>
    </>
  )
}

function EntryRow({ entry }: { entry: Entry }) {
  const Icon = ICONS[entry.kind]
  const isOurs = entry.kind === 'page' || entry.kind === 'act'
  return (
    <>
      <Icon size={16} aria-hidden />
      <span className={classes.name} translate={isOurs ? undefined : 'no'}>
        {entry.name}
      </span>
      <Details entry={entry} />
    </>
  )
}

/** What tells an entry from others of its kind. */
function Details({ entry }: { entry: Entry }) {
  switch (entry.kind) {
    case 'image':
      return (
        <>
          <span className={classes.detail}>
            {entry.image.os} · {IMAGE_KIND[entry.image.kind]}
          </span>
          <span className={classes.aside}>{hasText(entry.image)}</span>
        </>
      )
    case 'recipient': {
      const { owner, accountId, groups } = entry.recipient
      const detail = [owner, accountId && words.account(accountId), ...groups].filter(Boolean).join(' · ')
      return (
        <span className={classes.detail} translate="no">
          {detail}
        </span>
      )
    }
    case 'group':
      return <span className={classes.detail}>{words.members(entry.members.length)}</span>
    case 'job':
      return (
        <>
          <span className={classes.detail}>
            <StatusBadge {...statusLook(entry.job)} />
          </span>
          <span className={classes.aside}>
            <TimeAgo at={entry.job.createdAt} />
          </span>
        </>
      )
    default:
      return null
  }
}

const hasText = ({ obstacle, recipients, recipientsAllowed }: Image) => {
  if (obstacle) return obstacle.reason
  return recipients === null ? words.recipientsUnread : words.recipientsOf(recipients, recipientsAllowed)
}
