import { Checkbox } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Image } from '#contract/image'
import { lastSharedQuery } from '../api/image-access.ts'
import { bytes, count } from '../format.ts'
import { IMAGE_KIND } from '../image-kind.ts'
import { TimeAgo } from '../ui/Time.tsx'
import { type Column, VirtualTable } from '../ui/table/VirtualTable.tsx'
import classes from './ImageTable.module.css'
import { words } from './words.ts'

/** A row: an image, or the heading of those that follow. */
export type Row =
  | { image: Image; pending: number | null }
  | { family: string; versions: number; onOlder: number | null }

type Choose = (ids: readonly string[], on: boolean) => void

/** Own images, each in a row that leads to its page, with a box to choose it. */
export function ImageTable(props: {
  rows: readonly Row[]
  columns: readonly (string | Column)[]
  chosen: ReadonlySet<string>
  onChoose: Choose
}) {
  const { rows } = props
  return (
    <VirtualTable
      label={words.title}
      columns={props.columns}
      loaded={rows.length}
      total={rows.length}
      hasTabStop
      className={classes.table}
      estimate={52}
      row={(index, tabIndexOf) => {
        const row = rows[index]
        if (!row) return null
        if (!('image' in row)) return <FamilyCell {...row} />
        return (
          <Cells
            {...row}
            isChosen={props.chosen.has(row.image.id)}
            onChoose={props.onChoose}
            tabIndexOf={(control) => tabIndexOf(control, 2)}
          />
        )
      }}
    />
  )
}

function FamilyCell({ family, versions, onOlder }: Exclude<Row, { image: Image }>) {
  return (
    <td className={classes.family} colSpan={7}>
      <b translate="no">{family}*</b> {words.familyOf(versions)} ·{' '}
      {onOlder === null ? words.notAllRead : words.onOlder(onOlder)}
    </td>
  )
}

function Cells(props: {
  image: Image
  pending: number | null
  isChosen: boolean
  onChoose: Choose
  tabIndexOf: (control: number) => number
}) {
  const { image, pending } = props
  const { id, name, obstacle, recipients, recipientsAllowed } = image
  const isFull = recipients !== null && recipients >= recipientsAllowed
  return (
    <>
      <td className={classes.check}>
        <Checkbox
          size="sm"
          tabIndex={props.tabIndexOf(0)}
          aria-label={words.choose(name || id)}
          checked={props.isChosen}
          onChange={({ currentTarget }) => props.onChoose([id], currentTarget.checked)}
        />
      </td>
      <td className={classes.name}>
        <Link
          to="/images/$imageId"
          params={{ imageId: id }}
          tabIndex={props.tabIndexOf(1)}
          className={classes.link}
          title={name || id}
          translate="no"
        >
          {name || id}
        </Link>
        <span className={classes.detail}>
          {image.keyId !== null && <b>{words.encrypted} · </b>}
          {image.os} · {IMAGE_KIND[image.kind]}
          {image.tags.length > 0 && <span translate="no"> · {image.tags.join(', ')}</span>}
        </span>
        {obstacle && (
          <span className={classes.obstacle} data-tone="warn">
            {words.blocked(obstacle.reason)}
          </span>
        )}
      </td>
      <td className={classes.size}>{image.sizeBytes === null ? '' : bytes(image.sizeBytes)}</td>
      <td className={classes.age}>{image.createdAt !== null && <TimeAgo at={image.createdAt} />}</td>
      <td className={classes.recipients} data-tone={isFull ? 'warn' : undefined}>
        {recipients === null ? (
          <span title={image.recipientsProblem?.message}>{words.notRead}</span>
        ) : (
          <>
            <b>{count(recipients)}</b>
            <span className={classes.allowed}>{words.ofAllowed(recipientsAllowed)}</span>
          </>
        )}
      </td>
      <td className={classes.pending}>
        {pending !== 0 && (
          <>
            {pending === null ? words.notRead : count(pending)}
            <span className={classes.verb}> {words.columns.pending.toLowerCase()}</span>
          </>
        )}
      </td>
      <td className={classes.last}>{recipients !== 0 && <LastShared image={id} />}</td>
    </>
  )
}

function LastShared({ image }: { image: string }) {
  const { data } = useQuery(lastSharedQuery(image))
  if (!data) return null
  return (
    <>
      <span className={classes.verb}>{words.columns.last.toLowerCase()} </span>
      <TimeAgo at={data} />
    </>
  )
}
