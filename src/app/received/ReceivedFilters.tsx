import IconSearch from '@tabler/icons-react/icons/IconSearch'
import { getRouteApi } from '@tanstack/react-router'
import { memberStatus } from '#ims/members'
import { DraftInput } from '../ui/DraftInput.tsx'
import { FilterSelect } from '../ui/FilterSelect.tsx'
import classes from './ReceivedPage.module.css'
import { type Received, type ReceivedSearch, receivedSearch } from './received-search.ts'
import { words } from './words.ts'

const route = getRouteApi('/received')

/** The filters, which are kept in the address only, and how many images pass them. */
export function ReceivedFilters({ images, shown }: { images: readonly Received[]; shown: number }) {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const set = (key: keyof ReceivedSearch) => (value: string) =>
    void navigate({
      search: (now) => receivedSearch.parse({ ...now, [key]: value || undefined }),
      replace: true,
    })
  const answered = (status: string) => images.filter(({ answer }) => answer === status).length
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
        label={words.answer}
        any={words.any}
        value={search.answer}
        options={memberStatus.options.map((value) => ({
          value,
          label: words.withAnswer(value, answered(value)),
        }))}
        onChange={set('answer')}
      />
      <p role="status" className={classes.count}>
        {words.shown(shown, images.length)}
      </p>
    </search>
  )
}
