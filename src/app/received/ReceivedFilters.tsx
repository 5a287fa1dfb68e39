import { NativeSelect } from '@mantine/core'
import IconSearch from '@tabler/icons-react/icons/IconSearch'
import IconSelector from '@tabler/icons-react/icons/IconSelector'
import { getRouteApi } from '@tanstack/react-router'
import { memberStatus } from '#ims/members'
import { count, plural } from '../format.ts'
import { DraftInput } from '../ui/DraftInput.tsx'
import { ANSWER } from './answer-words.ts'
import classes from './ReceivedPage.module.css'
import { type Received, type ReceivedSearch, receivedSearch } from './received-search.ts'

const route = getRouteApi('/received')

/** The filters, which live in the address alone, and how many images pass them. */
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
    <search className={classes.filters} aria-label="Filter received images">
      <DraftInput
        label="Search"
        size="xs"
        type="search"
        placeholder="Name, ID, OS, tag, owner"
        leftSection={<IconSearch size={14} aria-hidden />}
        className={classes.text}
        value={search.text ?? ''}
        onCommit={set('text')}
      />
      <NativeSelect
        size="xs"
        label="Answer"
        rightSection={<IconSelector size={14} aria-hidden />}
        value={search.answer ?? ''}
        onChange={(event) => set('answer')(event.currentTarget.value)}
        data={[
          { value: '', label: 'Any' },
          ...memberStatus.options.map((value) => ({
            value,
            label: `${ANSWER[value].word} (${count(answered(value))})`,
          })),
        ]}
      />
      <p role="status" className={classes.count}>
        {shown < images.length && `${count(shown)} of `}
        {plural(images.length, 'image')}
      </p>
    </search>
  )
}
