import { NativeSelect } from '@mantine/core'
import IconSearch from '@tabler/icons-react/icons/IconSearch'
import IconSelector from '@tabler/icons-react/icons/IconSelector'
import { getRouteApi } from '@tanstack/react-router'
import { useMemo } from 'react'
import { type Recipient, recipientSource } from '#contract/recipient'
import { count, plural } from '../format.ts'
import { DraftInput } from '../ui/DraftInput.tsx'
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
  const select = { size: 'xs', rightSection: <IconSelector size={14} aria-hidden /> } as const
  const isGone = search.group && !groups.some(([group]) => group === search.group)
  return (
    <search className={classes.filters} aria-label="Filter recipients">
      <DraftInput
        label="Search"
        size="xs"
        type="search"
        placeholder="Name, ID, account, owner, notes"
        leftSection={<IconSearch size={14} aria-hidden />}
        className={classes.text}
        value={search.text ?? ''}
        onCommit={set('text')}
      />
      <NativeSelect
        {...select}
        label="Group"
        value={search.group ?? ''}
        onChange={(event) => set('group')(event.currentTarget.value)}
        data={[
          { value: '', label: 'Any' },
          ...(isGone ? [{ value: search.group ?? '', label: `${search.group} (0)` }] : []),
          ...groups.map(([group, members]) => ({ value: group, label: `${group} (${count(members)})` })),
        ]}
      />
      <NativeSelect
        {...select}
        label="Known from"
        value={search.source ?? ''}
        onChange={(event) => set('source')(event.currentTarget.value)}
        data={[
          { value: '', label: 'Anywhere' },
          ...recipientSource.options.map((value) => ({ value, label: SOURCE_WORDS[value] })),
        ]}
      />
      <p role="status" className={classes.count}>
        {shown < recipients.length && `${count(shown)} of `}
        {plural(recipients.length, 'recipient')}
      </p>
    </search>
  )
}
