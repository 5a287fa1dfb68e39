import IconSearch from '@tabler/icons-react/icons/IconSearch'
import { DraftInput } from '../ui/DraftInput.tsx'
import { FilterSelect } from '../ui/FilterSelect.tsx'
import classes from './Holdings.module.css'
import { type HoldingsSearch, holdingsSearch, STATUSES } from './holdings-search.ts'
import { STATUS_LOOK, words } from './words.ts'

/** `one`: "recipient": what is listed. */
export function HoldingsFilters(props: {
  search: HoldingsSearch
  onChange: (search: HoldingsSearch) => void
  shown: number
  all: number
  one: string
}) {
  const { search, onChange } = props
  const set = (key: keyof HoldingsSearch) => (value: string) =>
    onChange(holdingsSearch.parse({ ...search, [key]: value || undefined }))
  return (
    <search className={classes.filters} aria-label={words.filters}>
      <DraftInput
        label={words.search}
        size="xs"
        type="search"
        leftSection={<IconSearch size={14} aria-hidden />}
        value={search.text}
        onCommit={set('text')}
      />
      <FilterSelect
        label={words.status}
        any={words.any}
        value={search.status}
        options={STATUSES.map((value) => ({ value, label: STATUS_LOOK[value].word }))}
        onChange={set('status')}
      />
      <p role="status">{words.shown(props.shown, props.all, props.one)}</p>
    </search>
  )
}
