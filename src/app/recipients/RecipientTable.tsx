import { Checkbox } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { memo } from 'react'
import type { Recipient } from '#contract/recipient'
import { CopyButton } from '../ui/CopyButton.tsx'
import { Id } from '../ui/Id.tsx'
import { TimeAgo } from '../ui/Time.tsx'
import { VirtualTable } from '../ui/table/VirtualTable.tsx'
import classes from './RecipientTable.module.css'
import { bulkWords, sourcesText, words } from './words.ts'

type Choose = (ids: readonly string[], on: boolean) => void

/** The recipients, each in a row with a box to choose it; its name opens its form. */
export function RecipientTable(props: {
  recipients: readonly Recipient[]
  chosen: ReadonlySet<string>
  onChoose: Choose
}) {
  const { recipients, chosen, onChoose } = props
  return (
    <VirtualTable
      label={words.title}
      columns={words.columns}
      loaded={recipients.length}
      total={recipients.length}
      row={(index) => {
        const recipient = recipients[index]
        return (
          recipient && (
            <RecipientCells recipient={recipient} isChosen={chosen.has(recipient.id)} onChoose={onChoose} />
          )
        )
      }}
      className={classes.table}
      estimate={52}
    />
  )
}

const RecipientCells = memo(function RecipientCells(props: {
  recipient: Recipient
  isChosen: boolean
  onChoose: Choose
}) {
  const { recipient } = props
  const { id, name, accountId, owner, notes, groups, sources } = recipient
  return (
    <>
      <td className={classes.check}>
        <Checkbox
          size="sm"
          aria-label={bulkWords.choose(name || id)}
          checked={props.isChosen}
          onChange={({ currentTarget }) => props.onChoose([id], currentTarget.checked)}
        />
      </td>
      <td className={classes.project}>
        <Link
          from="/recipients"
          to="/recipients"
          search={(now) => ({ ...now, edit: id })}
          resetScroll={false}
          className={classes.link}
          translate={name ? 'no' : undefined}
        >
          {name || <span className={classes.unnamed}>{words.nameUnknown}</span>}
        </Link>
        <span className={classes.id}>
          <Id id={id} />
          <CopyButton small text={() => id} label={words.copyId(name || id)} />
        </span>
      </td>
      <td className={classes.owner}>
        {owner && (
          <span className={classes.line} translate="no">
            {owner}
          </span>
        )}
        {accountId && (
          <span className={classes.detail}>
            {words.account} <Id id={accountId} />
          </span>
        )}
      </td>
      <td className={classes.groups}>
        {groups.length > 0 && (
          <ul aria-label={words.groups}>
            {groups.map((group) => (
              <li key={group} translate="no">
                {group}
              </li>
            ))}
          </ul>
        )}
        {notes && (
          <span className={classes.notes} title={notes}>
            {notes}
          </span>
        )}
      </td>
      <td className={classes.sources}>{sourcesText(sources)}</td>
      <td className={classes.used}>
        <UseTimes recipient={recipient} />
      </td>
    </>
  )
})

/**
 * The first and the last share with a recipient, as the history tells. (In the table the heading of the
 * column says what the times mean.)
 */
export function UseTimes({ recipient: { firstUsedAt, lastUsedAt } }: { recipient: Recipient }) {
  if (firstUsedAt === null || lastUsedAt === null)
    return (
      <span className={classes.never}>
        never<span className={classes.verb}> shared</span>
      </span>
    )
  const isOne = firstUsedAt === lastUsedAt
  return (
    <>
      <span className={classes.line}>
        <span className={classes.verb}>{isOne ? 'first' : 'last'} shared </span>
        <TimeAgo at={lastUsedAt} />
      </span>
      {!isOne && (
        <span className={classes.detail}>
          first <span className={classes.verb}>shared </span>
          <TimeAgo at={firstUsedAt} />
        </span>
      )}
    </>
  )
}
