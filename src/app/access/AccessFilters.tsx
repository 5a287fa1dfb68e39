import { Button } from '@mantine/core'
import IconX from '@tabler/icons-react/icons/IconX'
import { getRouteApi } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { Image } from '#contract/image'
import type { Recipient } from '#contract/recipient'
import { IMAGE_KIND } from '../image-kind.ts'
import { DraftInput } from '../ui/DraftInput.tsx'
import { FilterSelect } from '../ui/FilterSelect.tsx'
import classes from './AccessFilters.module.css'
import { type AccessSearch, accessSearch, FILTERS, HELD } from './access-search.ts'
import { words } from './words.ts'

const route = getRouteApi('/access')

type Key = keyof AccessSearch
/** These are behind "More filters" until one of them is in use. */
const RARE: readonly Key[] = [
  'since',
  'tag',
  'kind',
  'os',
  'age',
  'full',
  'group',
  'account',
  'unknown',
  'sort',
  'order',
  'by',
  'none',
]

const distinct = (values: readonly string[]) =>
  [...new Set(values)].filter(Boolean).sort((a, b) => a.localeCompare(b))
const plain = (values: readonly string[]) => values.map((value) => ({ value, label: value }))
const days = (values: readonly string[]) =>
  values.map((value) => ({ value, label: words.days(Number(value)) }))

/** The filters and orders of both axes. They are kept in the address only; each filter in use is also a chip that removes it. */
export function AccessFilters(props: {
  images: readonly Image[]
  recipients: readonly Recipient[]
  accounts: ReadonlyMap<string, string>
}) {
  const { images, recipients, accounts } = props
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const set = (key: Key) => (value: string) =>
    void navigate({
      search: (now) => accessSearch.parse({ ...now, [key]: value || undefined }),
      replace: true,
      resetScroll: false,
    })
  const tags = useMemo(() => plain(distinct(images.flatMap((image) => image.tags))), [images])
  const systems = useMemo(() => plain(distinct(images.map(({ os }) => os))), [images])
  const groups = useMemo(() => plain(distinct(recipients.flatMap((one) => one.groups))), [recipients])
  const accountOptions = useMemo(
    () =>
      [...accounts].map(([value, name]) => ({ value, label: name === value ? value : `${name} · ${value}` })),
    [accounts],
  )
  const used = FILTERS.filter((key) => search[key])
  const select = (
    key: Key,
    options: readonly { value: string; label: string }[],
    label: string,
    any?: string,
  ) => (
    <FilterSelect
      label={label}
      any={any ?? words.any}
      value={search[key]}
      options={options}
      onChange={set(key)}
    />
  )
  const toggle = (key: 'full' | 'unknown' | 'none', label: string, hint?: string) => (
    <Button
      variant="default"
      size="xs"
      aria-pressed={search[key] === '1'}
      title={hint}
      className={classes.toggle}
      onClick={() => set(key)(search[key] ? '' : '1')}
    >
      {label}
    </Button>
  )
  const { filter, order } = words
  return (
    <search className={classes.filters} aria-label={words.filters}>
      <div className={classes.fields}>
        {(['images', 'recipients'] as const).map((key) => (
          <DraftInput
            key={key}
            label={filter[key]}
            size="xs"
            type="search"
            placeholder={key === 'images' ? words.imagesIn : words.recipientsIn}
            className={classes.text}
            value={search[key]}
            onCommit={set(key)}
          />
        ))}
        {select('status', plain(HELD), filter.status)}
      </div>
      <details className={classes.more} open={RARE.some((key) => search[key])}>
        <summary>{words.moreFilters}</summary>
        <div className={classes.fields}>
          {select('tag', tags, filter.tag)}
          {select('os', systems, filter.os)}
          {select(
            'kind',
            Object.entries(IMAGE_KIND).map(([value, label]) => ({ value, label })),
            filter.kind,
          )}
          {select('age', days(['7', '30', '90', '365']), filter.age)}
          {select('group', groups, filter.group)}
          {select('account', accountOptions, filter.account)}
          {select('since', days(['1', '7', '30', '90']), filter.since)}
          {select(
            'sort',
            [
              { value: 'newest', label: order.newest },
              { value: 'most', label: order.most },
            ],
            order.images,
            order.name,
          )}
          {select(
            'order',
            [
              { value: 'newest', label: order.used },
              { value: 'most', label: order.most },
            ],
            order.recipients,
            order.name,
          )}
          {select(
            'by',
            [
              { value: 'group', label: order.group },
              { value: 'account', label: order.account },
            ],
            order.together,
            order.nothing,
          )}
          {toggle('full', filter.full, words.fullHint)}
          {toggle('unknown', filter.unknown, words.unknownHint)}
          {toggle('none', words.showNone)}
        </div>
      </details>
      {used.length > 0 && (
        <ul className={classes.chips} aria-label={words.filtersInUse}>
          {used.map((key) => (
            <li key={key}>
              <Chip text={chipText(search, key, accounts)} onRemove={() => set(key)('')} />
            </li>
          ))}
          <li>
            <Button
              variant="subtle"
              size="compact-xs"
              onClick={() => void navigate({ search: withoutFilters, replace: true, resetScroll: false })}
            >
              {words.clearAll}
            </Button>
          </li>
        </ul>
      )}
    </search>
  )
}

/** Everything else of the address stays. */
const withoutFilters = (search: AccessSearch): AccessSearch => ({
  ...search,
  ...Object.fromEntries(FILTERS.map((key) => [key, undefined])),
})

function Chip({ text, onRemove }: { text: string; onRemove: () => void }) {
  return (
    <Button
      variant="default"
      size="compact-xs"
      rightSection={<IconX size={12} aria-hidden />}
      aria-label={words.removeFilter(text)}
      onClick={onRemove}
    >
      {text}
    </Button>
  )
}

function chipText(
  search: AccessSearch,
  key: (typeof FILTERS)[number],
  accounts: ReadonlyMap<string, string>,
) {
  const label = words.filter[key]
  const value = search[key] ?? ''
  if (key === 'full' || key === 'unknown') return label
  if (key === 'age' || key === 'since') return `${label}: ${words.days(Number(value))}`
  if (key === 'kind' && search.kind) return `${label}: ${IMAGE_KIND[search.kind]}`
  if (key === 'account') return `${label}: ${accounts.get(value) ?? value}`
  return `${label}: ${value}`
}
