import IconSearch from '@tabler/icons-react/icons/IconSearch'
import { getRouteApi } from '@tanstack/react-router'
import { useMemo } from 'react'
import { type Recipient, recipientSource } from '#contract/recipient'
import { count, plural } from '../format.ts'
import { DraftInput } from '../ui/DraftInput.tsx'
import { FilterSelect } from '../ui/FilterSelect.tsx'
import classes from './RecipientFilters.module.css'
import { SOURCE_WORDS } from './recipient-words.ts'
import { groupCounts, type RecipientsSearch, recipientsSearch } from './recipients-search.ts'

const route = getRouteApi('/recipients')

/** The filters of the book, which live in the address alone, and how many recipients pass them. */
export function RecipientFilters({ recipients, shown }: { recipients: readonly Recipient[]; shown: number }) {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const groups = useMemo(() => groupCounts(recipients), [recipients])
  const set = (key: keyof RecipientsSearch) => (value: string) =>
    void navigate({
      search: (now) => recipientsSearch.parse({ ...now, [key]: value || undefined }),
      replace: true,
    })
  const chosen = search.group
  const gone = chosen && !groups.some(([group]) => group === chosen) ? [[chosen, 0] as const] : []
  return (
    <search className={classes.filters} aria-label="Filter recipients">
      <DraftInput
        label="Search"
        size="xs"
        type="search"
        placeholder="Name, ID, account, owner, notes"
        leftSection={<IconSearch size={14} aria-hidden />}
        className={classes.text}
        value={search.text}
        onCommit={set('text')}
      />
      <FilterSelect
        label="Group"
        any="Any"
        value={chosen}
        options={[...gone, ...groups].map(([group, members]) => ({
          value: group,
          label: `${group} (${count(members)})`,
        }))}
        onChange={set('group')}
      />
      <FilterSelect
        label="Known from"
        any="Anywhere"
        value={search.source}
        options={recipientSource.options.map((value) => ({ value, label: SOURCE_WORDS[value] }))}
        onChange={set('source')}
      />
      <p role="status" className={classes.count}>
        {shown < recipients.length && `${count(shown)} of `}
        {plural(recipients.length, 'recipient')}
      </p>
    </search>
  )
}
