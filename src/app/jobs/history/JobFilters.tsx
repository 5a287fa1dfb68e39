import { Button, TextInput } from '@mantine/core'
import IconSearch from '@tabler/icons-react/icons/IconSearch'
import IconX from '@tabler/icons-react/icons/IconX'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { jobAction, jobStatus } from '#contract/job'
import { imagesQuery } from '../../api/images.ts'
import { liveJobsQuery } from '../../api/jobs.ts'
import { recipientsQuery } from '../../api/recipients.ts'
import { count } from '../../format.ts'
import { ACTION_WORDS, STATUS_WORDS } from '../../job-words.ts'
import { DraftInput } from '../../ui/DraftInput.tsx'
import { FilterSelect } from '../../ui/FilterSelect.tsx'
import { NamePicker } from '../../ui/select/NamePicker.tsx'
import { historyWords } from '../words.ts'
import classes from './JobFilters.module.css'
import { type JobsSearch, jobsSearch } from './jobs-search.ts'

const route = getRouteApi('/jobs')

const LABELS: Record<keyof JobsSearch, string> = historyWords.filter
const KEYS = Object.keys(LABELS) as (keyof JobsSearch)[]
/** These filters are behind "More filters" until one of them is in use. */
const RARE: (keyof JobsSearch)[] = ['user', 'image', 'project', 'from', 'to']

/**
 * The filters of the history. They are kept in the address only. Each filter in use is also a chip that
 * removes it.
 */
export function JobFilters() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const set = (key: keyof JobsSearch) => (value: string) =>
    void navigate({ search: (now) => jobsSearch.parse({ ...now, [key]: value || undefined }), replace: true })
  const used = KEYS.filter((key) => search[key] && key !== 'sort' && key !== 'order')
  const { data: images = [] } = useQuery(imagesQuery)
  const { data: projects = [] } = useQuery(recipientsQuery)
  const { data: failed = 0 } = useQuery({ ...liveJobsQuery, select: (live) => live.failed })
  const draft = (key: keyof JobsSearch) => ({
    label: LABELS[key],
    size: 'xs' as const,
    value: search[key],
    onCommit: set(key),
  })
  return (
    <search className={classes.filters} aria-label={historyWords.filters}>
      <div className={classes.fields}>
        <DraftInput
          {...draft('text')}
          type="search"
          placeholder={historyWords.searchIn}
          leftSection={<IconSearch size={14} aria-hidden />}
          className={classes.text}
        />
        <FilterSelect
          label={LABELS.status}
          any={historyWords.any}
          value={search.status}
          options={jobStatus.options.map((value) => ({ value, label: STATUS_WORDS[value] }))}
          onChange={set('status')}
        />
        <FilterSelect
          label={LABELS.action}
          any={historyWords.any}
          value={search.action}
          options={jobAction.options.map((value) => ({ value, label: ACTION_WORDS[value] }))}
          onChange={set('action')}
        />
        <Button
          variant="default"
          size="xs"
          aria-pressed={search.seen === 'no'}
          className={classes.toggle}
          onClick={() => set('seen')(search.seen ? '' : 'no')}
        >
          {historyWords.notSeen} {failed > 0 && <b className={classes.count}>{count(failed)}</b>}
        </Button>
      </div>
      <details className={classes.more} open={RARE.some((key) => search[key])}>
        <summary>{historyWords.moreFilters}</summary>
        <div className={classes.fields}>
          <DraftInput {...draft('user')} placeholder={historyWords.userHint} />
          <NamePicker
            clearable
            label={LABELS.image}
            value={search.image}
            named={images}
            onChange={set('image')}
          />
          <NamePicker
            clearable
            label={LABELS.project}
            value={search.project}
            named={projects}
            onChange={set('project')}
          />
          {(['from', 'to'] as const).map((key) => (
            <TextInput
              key={key}
              label={LABELS[key]}
              size="xs"
              type="date"
              value={search[key] ?? ''}
              onChange={(event) => set(key)(event.currentTarget.value)}
            />
          ))}
        </div>
      </details>
      {used.length > 0 && (
        <ul className={classes.chips} aria-label={historyWords.filtersInUse}>
          {used.map((key) => (
            <li key={key}>
              <Chip
                text={`${LABELS[key]}: ${words(search, key, [...images, ...projects])}`}
                onRemove={() => set(key)('')}
              />
            </li>
          ))}
          <li>
            <Button
              variant="subtle"
              size="compact-xs"
              onClick={() => void navigate({ search: {}, replace: true })}
            >
              {historyWords.clearAll}
            </Button>
          </li>
        </ul>
      )}
    </search>
  )
}

function Chip({ text, onRemove }: { text: string; onRemove: () => void }) {
  return (
    <Button
      variant="default"
      size="compact-xs"
      rightSection={<IconX size={12} aria-hidden />}
      aria-label={historyWords.removeFilter(text)}
      onClick={onRemove}
    >
      {text}
    </Button>
  )
}

function words(
  search: JobsSearch,
  key: keyof JobsSearch,
  named: readonly { id: string; name: string }[],
): string {
  if (key === 'seen') return historyWords.notSeenYet
  if (key === 'image' || key === 'project')
    return named.find(({ id }) => id === search[key])?.name || (search[key] ?? '')
  if (key === 'status' && search.status) return STATUS_WORDS[search.status]
  if (key === 'action' && search.action) return ACTION_WORDS[search.action]
  return search[key] ?? ''
}
