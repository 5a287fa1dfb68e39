import { getRouteApi } from '@tanstack/react-router'
import { memo, useMemo } from 'react'
import { membersIn, sinceAt } from '../api/access-rows.ts'
import { Swatch } from '../picture/Swatch.tsx'
import { Id } from '../ui/Id.tsx'
import { TextLink } from '../ui/Links.tsx'
import { Time, TimeAgo } from '../ui/Time.tsx'
import { type Column, VirtualTable } from '../ui/table/VirtualTable.tsx'
import type { AccessSearch } from './access-search.ts'
import { type Matrix, type MatrixImage, type MatrixRecipient, pairAt } from './matrix.ts'
import classes from './PairList.module.css'
import { listPairs } from './pair-list.ts'
import { textureOf, wordOf, words } from './words.ts'

const route = getRouteApi('/access')
const { listColumns } = words
const COLUMNS: { label: string; order?: NonNullable<AccessSearch['list']>; way?: 'asc' | 'desc' }[] = [
  { label: listColumns.image, order: 'image', way: 'asc' },
  { label: listColumns.recipient, order: 'recipient', way: 'asc' },
  { label: listColumns.status, order: 'status', way: 'asc' },
  { label: listColumns.since, order: 'since', way: 'desc' },
  { label: listColumns.read },
]

/** The pairs of the matrix that are shared, one a row. */
export function PairList({ matrix }: { matrix: Matrix }) {
  const { list = 'image' } = route.useSearch()
  const navigate = route.useNavigate()
  const pairs = useMemo(() => listPairs(matrix, list), [matrix, list])
  const columns = COLUMNS.map(({ label, order, way = 'asc' }): Column => {
    if (!order) return { label }
    const onSort = () =>
      void navigate({ search: (now) => ({ ...now, list: order }), replace: true, resetScroll: false })
    return { label, sorted: list === order ? way : null, onSort }
  })
  const all = membersIn(matrix.total)
  return (
    <>
      <VirtualTable
        label={words.list}
        columns={columns}
        loaded={pairs.length}
        total={all}
        row={(at) => {
          const { row = -1, column = -1 } = pairs[at] ?? {}
          const [image, recipient] = [matrix.images[row], matrix.recipients[column]]
          return image && recipient && <PairCells image={image} recipient={recipient} />
        }}
        className={classes.table}
        estimate={49}
      />
      <p className={classes.end}>{words.listShown(pairs.length, all)}</p>
    </>
  )
}

const PairCells = memo(function PairCells(props: { image: MatrixImage; recipient: MatrixRecipient }) {
  const { image, recipient } = props
  const outcome = pairAt(image, recipient.position)
  const texture = textureOf(outcome)
  const since = image.row && sinceAt(image.row, recipient.position)
  return (
    <>
      <td className={classes.named}>
        <b translate="no">{image.name}</b>
        <Id id={image.id} />
      </td>
      <td className={classes.named}>
        <b translate="no">{recipient.name}</b>
        <Id id={recipient.id} />
      </td>
      <td className={classes.status}>
        {texture && <Swatch texture={texture} />}
        <TextLink
          to="/access"
          search={{ image: image.id, project: recipient.id }}
          aria-label={`${wordOf(outcome)}: ${image.name || image.id}, ${recipient.name || recipient.id}`}
        >
          {wordOf(outcome)}
        </TextLink>
      </td>
      <td className={classes.since}>{since === null ? '–' : <Time at={since} />}</td>
      <td className={classes.read}>{image.row && <TimeAgo at={image.row.at} />}</td>
    </>
  )
})
