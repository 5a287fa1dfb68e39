import { useQuery } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useRef } from 'react'
import type { Recipient } from '#contract/recipient'
import { recipientsQuery } from '../api/recipients.ts'
import { settingsQuery } from '../api/settings.ts'
import { PasteReader } from './paste-reader.ts'
import type { Verdicts } from './verdicts.ts'

const NOBODY: readonly Recipient[] = []

/**
 * Reads pasted text against the recipients that are known, and once more when these have changed. While they are
 * being loaded a text waits; when they cannot be loaded it is read without them.
 */
export function usePasteReader(
  initial: string,
  on: { verdicts: (verdicts: Verdicts) => void; failure: () => void },
) {
  const recipients = useQuery(recipientsQuery)
  const settings = useQuery(settingsQuery)
  const known = recipients.data ?? (recipients.isError ? NOBODY : undefined)
  const own = settings.data?.project.id ?? (settings.isError ? '' : undefined)
  const text = useRef(initial)
  const reader = useRef<PasteReader>(null)
  const onVerdicts = useEffectEvent(on.verdicts)
  const onFailure = useEffectEvent(on.failure)

  useEffect(() => {
    if (!known || own === undefined) return undefined
    const current = new PasteReader(
      known,
      own,
      (verdicts) => onVerdicts(verdicts),
      () => onFailure(),
    )
    reader.current = current
    if (text.current !== '') current.read(text.current)
    return () => current.close()
  }, [known, own])

  return {
    warm: () => reader.current?.warm(),
    read: (next: string) => {
      text.current = next
      reader.current?.read(next)
    },
    /** Names and slips are not checked: the recipients could not be read. */
    blind: known === NOBODY,
  }
}
