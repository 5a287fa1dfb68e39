import IconSearch from '@tabler/icons-react/icons/IconSearch'
import { getRouteApi } from '@tanstack/react-router'
import { imageKind } from '#contract/image'
import { IMAGE_KIND } from '../image-kind.ts'
import { DraftInput } from '../ui/DraftInput.tsx'
import { FilterSelect } from '../ui/FilterSelect.tsx'
import classes from './ImageFilters.module.css'
import { HAS, type ImagesSearch, imagesSearch } from './images-search.ts'
import { words } from './words.ts'

const route = getRouteApi('/images')

/** The filters of the images, which are kept in the address only, and how many pass them. */
export function ImageFilters({ shown, images }: { shown: number; images: number }) {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const set = (key: keyof ImagesSearch) => (value: string) =>
    void navigate({
      search: (now) => imagesSearch.parse({ ...now, [key]: value || undefined }),
      replace: true,
    })
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
        label={words.kind}
        any={words.any}
        value={search.kind}
        options={imageKind.options.map((value) => ({ value, label: IMAGE_KIND[value] }))}
        onChange={set('kind')}
      />
      <FilterSelect
        label={words.has}
        any={words.any}
        value={search.has}
        options={HAS.map((value) => ({ value, label: words.hasWords[value] }))}
        onChange={set('has')}
      />
      <FilterSelect
        label={words.by}
        any={words.single}
        value={search.by}
        options={[{ value: 'family', label: words.family }]}
        onChange={set('by')}
      />
      <p role="status" className={classes.count}>
        {words.shown(shown, images)}
      </p>
    </search>
  )
}
