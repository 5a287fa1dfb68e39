import { Button, TextInput } from '@mantine/core'
import IconSearch from '@tabler/icons-react/icons/IconSearch'
import IconX from '@tabler/icons-react/icons/IconX'
import { getRouteApi } from '@tanstack/react-router'
import { jobAction, jobStatus } from '#contract/job'
import { ACTION_WORDS, STATUS_WORDS } from '../../job-words.ts'
import { DraftInput } from '../../ui/DraftInput.tsx'
import { FilterSelect } from '../../ui/FilterSelect.tsx'
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
  const used = KEYS.filter((key) => search[key])
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
      </div>
      <details className={classes.more} open={RARE.some((key) => search[key])}>
        <summary>{historyWords.moreFilters}</summary>
        <div className={classes.fields}>
          <DraftInput {...draft('user')} placeholder={historyWords.userHint} />
          <DraftInput {...draft('image')} placeholder={historyWords.idHint} className={classes.id} />
          <DraftInput {...draft('project')} placeholder={historyWords.idHint} className={classes.id} />
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
              <Chip text={`${LABELS[key]}: ${words(search, key)}`} onRemove={() => set(key)('')} />
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

function words(search: JobsSearch, key: keyof JobsSearch): string {
  if (key === 'status' && search.status) return STATUS_WORDS[search.status]
  if (key === 'action' && search.action) return ACTION_WORDS[search.action]
  return search[key] ?? ''
}
