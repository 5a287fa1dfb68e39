import { Checkbox } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { memo } from 'react'
import { sharedSinceQuery } from '../api/shared-since.ts'
import { NameInBook } from '../book/NameInBook.tsx'
import { bytes } from '../format.ts'
import { IMAGE_KIND } from '../image-kind.ts'
import { CopyableId, Id } from '../ui/Id.tsx'
import { StatusBadge } from '../ui/states/StatusBadge.tsx'
import { TimeAgo } from '../ui/Time.tsx'
import { VirtualTable } from '../ui/table/VirtualTable.tsx'
import classes from './ReceivedTable.module.css'
import type { Received } from './received-search.ts'
import { ANSWER, words } from './words.ts'

type Choose = (ids: readonly string[], on: boolean) => void

/** The received images, each in a row with a box to choose it. */
export function ReceivedTable(props: {
  images: readonly Received[]
  chosen: ReadonlySet<string>
  onChoose: Choose
}) {
  const { images, chosen, onChoose } = props
  return (
    <VirtualTable
      label={words.table}
      columns={words.columns}
      loaded={images.length}
      total={images.length}
      row={(index) => {
        const image = images[index]
        return image && <ReceivedCells image={image} isChosen={chosen.has(image.id)} onChoose={onChoose} />
      }}
      className={classes.table}
      estimate={53}
    />
  )
}

const ReceivedCells = memo(function ReceivedCells(props: {
  image: Received
  isChosen: boolean
  onChoose: Choose
}) {
  const { id, name, owner, ownerName, os, kind, status, sizeBytes, createdAt, tags, keyId, answer } =
    props.image
  return (
    <>
      <td className={classes.image}>
        <Checkbox
          size="sm"
          className={classes.check}
          label={
            name ? (
              <span translate="no">{name}</span>
            ) : (
              <span className={classes.unnamed}>{words.withoutName}</span>
            )
          }
          checked={props.isChosen}
          onChange={({ currentTarget }) => props.onChoose([id], currentTarget.checked)}
        />
        <span className={classes.id}>
          <CopyableId id={id} name={name || id} />
        </span>
      </td>
      <td className={classes.owner}>
        {ownerName ? (
          <b translate="no">{ownerName}</b>
        ) : (
          <>
            <span className={classes.unnamed}>{words.nameUnknown}</span> {owner && <NameInBook id={owner} />}
          </>
        )}
        {owner && (
          <span className={classes.detail}>
            <Id id={owner} />
          </span>
        )}
      </td>
      <td className={classes.what}>
        {keyId !== null && <b>{words.encrypted}</b>}
        {[os, IMAGE_KIND[kind], sizeBytes !== null && bytes(sizeBytes)].filter(Boolean).join(' · ')}
        {status !== 'active' && (
          <b data-tone="warn" className={classes.status}>
            {' '}
            · {status}
          </b>
        )}
        {tags.length > 0 && <span className={classes.detail}>{tags.join(', ')}</span>}
      </td>
      <td className={classes.made}>
        <SharedSince id={id} />
        {createdAt !== null && (
          <span className={classes.detail}>
            {words.made} <TimeAgo at={createdAt} />
          </span>
        )}
      </td>
      <td className={classes.answer}>
        <StatusBadge {...ANSWER[answer]} />
      </td>
    </>
  )
})

/** When its owner shared it, as the cloud tells. */
function SharedSince({ id }: { id: string }) {
  const { data, isSuccess } = useQuery(sharedSinceQuery(id))
  if (typeof data === 'number')
    return (
      <span>
        <span className={classes.word}>{words.shared} </span>
        <TimeAgo at={data} />
      </span>
    )
  return isSuccess && <span title={words.sinceUnknownHint}>{words.sinceUnknown}</span>
}
