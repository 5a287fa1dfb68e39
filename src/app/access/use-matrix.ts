import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { accessQuery, accessSinceQuery } from '../api/access.ts'
import { imagesQuery } from '../api/images.ts'
import { recipientsQuery } from '../api/recipients.ts'
import { useNow } from '../ui/use-now.ts'
import { type AccessSearch, accessSearch, FILTERS } from './access-search.ts'
import { columnsOf, daysBefore, prepareImages, prepareRecipients, rowsOf } from './axes.ts'
import { createMatrix, type Matrix } from './matrix.ts'

const HOUR_MS = 3_600_000
/** The matrix under the filters of the address, with all that there is to filter; undefined until there is something to see. */
export function useMatrix(search: AccessSearch) {
  const needsTimes = search.view === 'list' || search.since !== undefined
  const access = useQuery(needsTimes ? accessSinceQuery : accessQuery)
  const images = useQuery(imagesQuery)
  const recipients = useQuery(recipientsQuery)
  // Filters by age move on by the hour; a matrix is not made anew for each second.
  const hour = useNow((now) => Math.floor(now / HOUR_MS))
  const rows = useMemo(() => images.data && prepareImages(images.data), [images.data])
  const having = access.data?.recipients
  const size = having?.length
  // The list of recipients only grows, in place.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above.
  const columns = useMemo(
    () => having && recipients.data && prepareRecipients(recipients.data, having),
    [having, size, recipients.data],
  )
  // What the cursor and the view have of the address changes no row.
  const { image, project, view: _, list: __, fit: ___, ...filters } = search
  const filterKey = JSON.stringify(filters)
  /** The pair that the page was opened for is there, whether or not it is shared. */
  const [asked] = useState({ image, project })
  const matrix = useMemo((): Matrix | undefined => {
    if (!access.data || !rows || !columns) return undefined
    const now = (hour + 1) * HOUR_MS
    const search = accessSearch.parse(JSON.parse(filterKey))
    const of = { access: access.data, search, now, asked }
    return createMatrix({
      access: access.data,
      images: rowsOf(rows, of),
      recipients: columnsOf(columns, of),
      shows: { status: search.status ?? null, since: daysBefore(now, search.since) },
      asked,
      withNone: search.none === '1',
      isAll: !FILTERS.some((key) => search[key]),
    })
  }, [access.data, rows, columns, filterKey, asked, hour])
  return {
    access,
    matrix,
    images: images.data,
    recipients: recipients.data,
    accounts: columns?.accounts,
    error: access.data
      ? (images.error ?? recipients.error)
      : (access.error ?? images.error ?? recipients.error),
    isFiltered: FILTERS.some((key) => search[key]),
  }
}
