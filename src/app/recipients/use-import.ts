import { useEffect, useState } from 'react'
import type { Recipient } from '#contract/recipient'
import { type ImportVerdict, judgeImport, type OwnProject } from './judge-import.ts'
import { readTable } from './read-table.ts'

/** What importing a text would change in the book, or why nothing can be taken from it. */
export type ImportReading = {
  text: string
  problem: string | null
  verdicts: ImportVerdict[]
  /** The names of columns that are left out. */
  left: readonly string[]
}

/**
 * Compares a text with the book; null while it does so. 100,000 rows take most of a second, so the page is
 * painted first, and the work is not done while rendering, which React may do twice.
 */
export function useImport(text: string, known: readonly Recipient[], own: OwnProject): ImportReading | null {
  const [reading, setReading] = useState<ImportReading>({ text: '', problem: null, verdicts: [], left: [] })
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(() => {
        const { rows, problem, left = [] } = readTable(text)
        setReading({ text, problem, verdicts: judgeImport(rows, known, own), left })
      })
    })
    return () => {
      cancelAnimationFrame(frame)
      clearTimeout(timer)
    }
  }, [text, known, own])
  return reading.text === text ? reading : null
}
