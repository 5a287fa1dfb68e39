import { Checkbox } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Provenance } from '#contract/access'
import { Swatch } from '../picture/Swatch.tsx'
import { Id } from '../ui/Id.tsx'
import { Time } from '../ui/Time.tsx'
import { VirtualTable } from '../ui/table/VirtualTable.tsx'
import classes from './Holdings.module.css'
import type { NamedHolding, Side } from './holdings.ts'
import { jobOf, Through } from './Through.tsx'
import { STATUS_LOOK, words } from './words.ts'

/** The pairs of one image or of one recipient: the other side, its status, since when, and through which job. */
export function HoldingsTable(props: {
  label: string
  /** The heading of the first column: "Recipient". */
  other: string
  of: Side
  holdings: readonly NamedHolding[]
  provenance: UseQueryResult<Provenance>
  chosen: ReadonlySet<string>
  onChoose: (ids: readonly string[], on: boolean) => void
}) {
  const { holdings, of, provenance } = props
  const { status, since, through } = words.columns
  return (
    <VirtualTable
      label={props.label}
      columns={[words.choose(''), props.other, status, since, through]}
      loaded={holdings.length}
      total={holdings.length}
      hasTabStop
      className={classes.table}
      estimate={52}
      row={(index, tabIndexOf) => {
        const holding = holdings[index]
        if (!holding) return null
        const pair = 'image' in of ? { ...of, project: holding.id } : { ...of, image: holding.id }
        const hasJob = provenance.data && jobOf(provenance.data, pair.image, pair.project)
        const controls = hasJob ? 3 : 2
        return (
          <Cells
            holding={holding}
            to={'image' in of ? 'recipient' : 'image'}
            isChosen={props.chosen.has(holding.id)}
            onChoose={props.onChoose}
            tabIndexOf={(control) => tabIndexOf(control, controls)}
            through={<Through provenance={provenance} pair={pair} tabIndex={tabIndexOf(2, controls)} />}
          />
        )
      }}
    />
  )
}

function Cells(props: {
  holding: NamedHolding
  to: 'image' | 'recipient'
  isChosen: boolean
  onChoose: (ids: readonly string[], on: boolean) => void
  tabIndexOf: (control: number) => number
  through: React.ReactNode
}) {
  const { id, name, status, since } = props.holding
  const { word, texture, means } = STATUS_LOOK[status]
  const link = {
    className: classes.link,
    title: name || id,
    tabIndex: props.tabIndexOf(1),
    translate: 'no' as const,
  }
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
      <td className={classes.other}>
        {props.to === 'image' ? (
          <Link {...link} to="/images/$imageId" params={{ imageId: id }}>
            {name || words.nameUnknown}
          </Link>
        ) : (
          <Link {...link} to="/recipients/$projectId" params={{ projectId: id }}>
            {name || words.nameUnknown}
          </Link>
        )}
        <span className={classes.id}>
          <Id id={id} />
        </span>
      </td>
      <td className={classes.status} title={means || undefined}>
        <Swatch texture={texture} /> {word}
      </td>
      <td className={classes.since}>
        {typeof since === 'number' ? (
          <Time at={since} />
        ) : (
          <span className={classes.detail}>{since === null ? words.sinceUnknown : words.reading}</span>
        )}
      </td>
      <td className={classes.through}>{props.through}</td>
    </>
  )
}
