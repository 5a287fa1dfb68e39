import IconSearch from '@tabler/icons-react/icons/IconSearch'
import { getRouteApi } from '@tanstack/react-router'
import { useMemo } from 'react'
import { type Recipient, recipientSource } from '#contract/recipient'
import { groupsOf } from '../groups.ts'
import { DraftInput } from '../ui/DraftInput.tsx'
import { FilterSelect } from '../ui/FilterSelect.tsx'
import classes from './RecipientFilters.module.css'
import { type RecipientsSearch, recipientsSearch } from './recipients-search.ts'
import { SOURCE_WORDS, words } from './words.ts'

const route = getRouteApi('/recipients')

/** The filters of the book, which are kept in the address only, and how many recipients pass them. */
export function RecipientFilters({ recipients, shown }: { recipients: readonly Recipient[]; shown: number }) {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const groups = useMemo(() => groupsOf(recipients), [recipients])
  const set = (key: keyof RecipientsSearch) => (value: string) =>
    void navigate({
      search: (now) => recipientsSearch.parse({ ...now, [key]: value || undefined }),
      replace: true,
    })
  const chosen = search.group
  const gone = chosen && !groups.some(({ group }) => group === chosen) ? [{ group: chosen, members: [] }] : []
  return (
    <search className={classes.filters} aria-label={words.filters}>
      <DraftInput
        label={words.search}
        size="xs"
        type="search"
        placeholder={words.searchIn}
        leftSection={<IconSearch size={14} aria-hidden />}
        className={classes.text}
        value={search.text}
        onCommit={set('text')}
      />
      <FilterSelect
        label={words.group}
        any={words.any}
        value={chosen}
        options={[...gone, ...groups].map(({ group, members }) => ({
          value: group,
          label: words.members(group, members.length),
        }))}
        onChange={set('group')}
      />
      <FilterSelect
        label={words.knownFrom}
        any={words.anywhere}
        value={search.source}
        options={recipientSource.options.map((value) => ({ value, label: SOURCE_WORDS[value] }))}
        onChange={set('source')}
      />
      <p role="status" className={classes.count}>
        {words.shown(shown, recipients.length)}
      </p>
    </search>
  )
}
