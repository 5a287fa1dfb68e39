import type { Pair } from '#contract/pair'

/**
 * Pairs that failed for one reason. `message`: the cloud's own words for the first of them. `images`,
 * `projects`: positions in the job's lists.
 */
export type FailureGroup = {
  code: string
  message: string | null
  pairs: number
  images: ReadonlySet<number>
  projects: ReadonlySet<number>
}

/** The reason of a pair that did not arrive; null for every other pair. */
export function failureCode(pair: Pair): string | null {
  if (pair.state === 'unconfirmed') return pair.code ?? 'CONSOLE.NOT_CONFIRMED'
  return pair.state === 'failed' || pair.state === 'impossible' ? (pair.code ?? 'unknown') : null
}

/** One group for each reason, the most frequent first: 300 equal failures need one explanation. */
export function groupFailures(pairs: readonly Pair[]): FailureGroup[] {
  const groups = new Map<string, FailureGroup & { images: Set<number>; projects: Set<number> }>()
  for (const pair of pairs) {
    const code = failureCode(pair)
    if (code === null) continue
    const none = {
      code,
      message: pair.message,
      pairs: 0,
      images: new Set<number>(),
      projects: new Set<number>(),
    }
    const group = groups.get(code) ?? none
    group.images.add(pair.image)
    group.projects.add(pair.project)
    groups.set(code, { ...group, pairs: group.pairs + 1 })
  }
  return [...groups.values()].sort((a, b) => b.pairs - a.pairs)
}
