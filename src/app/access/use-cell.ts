import { useDebouncedValue } from '@mantine/hooks'
import { getRouteApi } from '@tanstack/react-router'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { Matrix } from './matrix.ts'
import type { Cell } from './matrix-layout.ts'

const route = getRouteApi('/access')

/** How long the cursor rests before its pair is looked up and put into the address, in ms. */
const REST_MS = 250

type Ids = { image: string; project: string } | null

/** The pair that is looked at. The address follows once the cursor rests, and leads when it is opened or gone back to. */
export function useCell(matrix: Matrix | undefined) {
  const { image, project } = route.useSearch()
  const navigate = route.useNavigate()
  const [ids, setIds] = useState<Ids>(image && project ? { image, project } : null)
  const [resting] = useDebouncedValue(ids, REST_MS)
  const told = useRef(keyOf(ids))
  useEffect(() => {
    const key = keyOf(resting)
    if (key === told.current) return
    told.current = key
    void navigate({
      search: (now) => ({ ...now, image: resting?.image, project: resting?.project }),
      replace: true,
      resetScroll: false,
    })
  }, [resting, navigate])
  useEffect(() => {
    const there = image && project ? { image, project } : null
    if (keyOf(there) === told.current) return
    told.current = keyOf(there)
    setIds(there)
  }, [image, project])

  const places = useMemo(() => {
    const placesOf = (list: readonly { id: string }[] = []) => new Map(list.map(({ id }, at) => [id, at]))
    return { rows: placesOf(matrix?.images), columns: placesOf(matrix?.recipients) }
  }, [matrix])
  const placeOf = (of: Ids): Cell | null => {
    const [row, column] = [places.rows.get(of?.image ?? ''), places.columns.get(of?.project ?? '')]
    return row === undefined || column === undefined ? null : { row, column }
  }
  const [row, column] = [placeOf(ids)?.row, placeOf(ids)?.column]
  return {
    /** Null: none, or one that the filters leave out. */
    cell: useMemo(() => (row === undefined || column === undefined ? null : { row, column }), [row, column]),
    /** The same once the cursor rests. */
    resting: placeOf(resting),
    choose: (cell: Cell) => {
      const [of, to] = [matrix?.images[cell.row], matrix?.recipients[cell.column]]
      if (of && to) setIds({ image: of.id, project: to.id })
    },
  }
}

const keyOf = (ids: Ids) => (ids ? `${ids.image} ${ids.project}` : '')
