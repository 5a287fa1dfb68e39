import { useQuery } from '@tanstack/react-query'
import { type RefObject, useRef } from 'react'
import { rereadAccess } from '../api/access.ts'
import type { MatrixImage } from './matrix.ts'

/** Rows in sight are read again when they are older; how often that is looked at. In ms. */
const FRESH_MS = 60_000
const LOOK_MS = 10_000

/**
 * Reads rows again that are in sight and have become old, one request at a time, while the page is visible. What fails is told
 * by the rows themselves.
 */
export function useReread(inSight: RefObject<readonly MatrixImage[]>, isOn: boolean) {
  const asked = useRef(new Map<string, number>())
  useQuery({
    queryKey: ['access-in-sight'],
    enabled: isOn,
    refetchInterval: LOOK_MS,
    retry: false,
    staleTime: LOOK_MS,
    queryFn: async ({ client, signal }) => {
      const now = Date.now()
      // The clock of the server may be another one: nothing is asked for twice a minute.
      const old = inSight.current.filter(
        ({ id, row, state }) =>
          state !== 'none' &&
          (row === null || now - row.at > FRESH_MS) &&
          now - (asked.current.get(id) ?? Number.NEGATIVE_INFINITY) > FRESH_MS,
      )
      for (const { id } of old) asked.current.set(id, now)
      if (old.length > 0)
        await rereadAccess(
          client,
          old.map(({ id }) => id),
          signal,
        )
      return old.length
    },
  })
}
