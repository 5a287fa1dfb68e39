import IconOctagonMinus from '@tabler/icons-react/icons/IconOctagonMinus'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { provenanceQuery } from '../api/access.ts'
import { planAddress } from '../plan/plan-address.ts'
import { ActionButton } from '../ui/ActionButton.tsx'
import { SelectionBar } from '../ui/table/SelectionBar.tsx'
import { useChosen } from '../ui/table/use-chosen.ts'
import classes from './Holdings.module.css'
import { HoldingsFilters } from './HoldingsFilters.tsx'
import { HoldingsTable } from './HoldingsTable.tsx'
import { filterHoldings, type NamedHolding, type Side } from './holdings.ts'
import type { HoldingsSearch } from './holdings-search.ts'
import { words } from './words.ts'

/** The words of a list for one of the two sides. */
export type ListWords = {
  label: string
  /** The heading of the first column, and one of its things: "Recipient", "recipient". */
  other: string
  one: string
  bar: string
  stop: (chosen: number) => string
  shareOther: (chosen: number) => string
}

/** The pairs of one image or one recipient under the filters of the address, and what can be done with the chosen ones. */
export function HoldingsList(props: {
  of: Side
  holdings: readonly NamedHolding[]
  words: ListWords
  search: HoldingsSearch
  onSearch: (search: HoldingsSearch) => void
}) {
  const { of, holdings, search } = props
  const { label, other, one, bar, stop, shareOther } = props.words
  const isImage = 'image' in of
  const provenance = useQuery(
    provenanceQuery({ images: isImage ? [of.image] : [], projects: isImage ? [] : [of.project] }),
  )
  const shown = useMemo(() => filterHoldings(holdings, search), [holdings, search])
  const { chosen, rowsChosen, choose } = useChosen(holdings)
  const ids = rowsChosen.map(({ id }) => id)
  const others = isImage ? { images: [], projects: ids } : { images: ids, projects: [] }
  const both = isImage ? { ...others, images: [of.image] } : { ...others, projects: [of.project] }
  const acts = [
    { to: '/stop', word: stop, address: planAddress({ ...both, reason: '' }) },
    { to: '/share', word: shareOther, address: planAddress({ ...others, reason: '' }) },
  ] as const
  return (
    <>
      <HoldingsFilters
        search={search}
        onChange={props.onSearch}
        shown={shown.length}
        all={holdings.length}
        one={one}
      />
      <SelectionBar label={bar} one={one} shown={shown.map(({ id }) => id)} chosen={chosen} onChoose={choose}>
        {ids.length > 0 &&
          acts.map(({ to, word, address }) => (
            <ActionButton
              key={to}
              size="xs"
              variant="default"
              {...(to === '/stop' && {
                className: classes.stop,
                'data-tone': 'stop',
                leftSection: <IconOctagonMinus size={14} aria-hidden />,
              })}
              blocked={address ? null : words.tooMany}
              renderRoot={(link) => <Link {...link} to={to} search={address ?? {}} />}
            >
              {word(ids.length)}
            </ActionButton>
          ))}
      </SelectionBar>
      {shown.length > 0 ? (
        <HoldingsTable
          label={label}
          other={other}
          of={of}
          holdings={shown}
          provenance={provenance}
          chosen={chosen}
          onChoose={choose}
        />
      ) : (
        <p>{words.noMatch}</p>
      )}
    </>
  )
}
