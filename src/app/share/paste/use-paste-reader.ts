import { useQuery } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useMemo, useRef } from 'react'
import type { Recipient } from '#contract/recipient'
import { recipientsQuery } from '../../api/recipients.ts'
import { settingsQuery } from '../../api/settings.ts'
import { PasteReader } from './paste-reader.ts'
import type { Verdicts } from './verdicts.ts'

const NOBODY: readonly Recipient[] = []
const NOTHING: ReadonlySet<string> = new Set()

/**
 * Reads pasted text against the recipients that are known, and once more when these have changed. While they
 * are being loaded a text waits; when they cannot be loaded it is read without them.
 */
export function usePasteReader(
  initial: string,
  on: { verdicts: (verdicts: Verdicts) => void; failure: () => void },
) {
  const recipients = useQuery(recipientsQuery)
  const settings = useQuery(settingsQuery)
  const known = recipients.data ?? (recipients.isError ? NOBODY : undefined)
  const { data, isError } = settings
  const own = useMemo(
    () =>
      data || isError
        ? {
            project: data?.project.id ?? '',
            projectName: data?.project.name ?? '',
            user: data?.user.id ?? '',
          }
        : undefined,
    [data, isError],
  )
  const last = useRef({ text: initial, decided: NOTHING })
  const reader = useRef<PasteReader>(null)
  const onVerdicts = useEffectEvent(on.verdicts)
  const onFailure = useEffectEvent(on.failure)

  useEffect(() => {
    if (!known || !own) return undefined
    const current = new PasteReader(
      known,
      own,
      (verdicts) => onVerdicts(verdicts),
      () => onFailure(),
    )
    reader.current = current
    if (last.current.text !== '') current.read(last.current.text, last.current.decided)
    return () => current.close()
  }, [known, own])

  return {
    warm: () => reader.current?.warm(),
    /** `decided`: IDs that were left out before, and that the operator has taken. */
    read: (text: string, decided: ReadonlySet<string>) => {
      last.current = { text, decided }
      reader.current?.read(text, decided)
    },
    /** Names and slips are not checked: the recipients could not be read. */
    blind: known === NOBODY,
  }
}
