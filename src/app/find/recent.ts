import { useMemo } from 'react'
import { createRemembered } from '../ui/remembered.ts'

/** So many are remembered. */
const MOST = 8

/** The keys of what a user has opened lately in a project, the latest first; remembered in this browser. */
export function useRecent(of: string) {
  const store = useMemo(() => createRemembered(`found-${of}`), [of])
  const text = store.useText()
  const keys = useMemo(() => readKeys(text), [text])
  return {
    keys,
    add: (key: string) =>
      store.set(JSON.stringify([key, ...keys.filter((other) => other !== key)].slice(0, MOST))),
  }
}

/** What cannot be read is none: anybody may have written it. */
export function readKeys(text: string | null): string[] {
  try {
    const keys: unknown = JSON.parse(text ?? '[]')
    return Array.isArray(keys) ? keys.filter((key) => typeof key === 'string').slice(0, MOST) : []
  } catch {
    return []
  }
}
