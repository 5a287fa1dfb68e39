/** Figures of the benchmarks: medians of interleaved rounds, and ratios within one run, as these machines are noisy. */

export const median = (values: readonly number[]) => quantile(values, 0.5)

/** The smallest value that at least `q` (0 to 1) of the values do not exceed. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(q * sorted.length) - 1))] ?? Number.NaN
}

/** Runs each task once a round, in turn, so that a noisy moment touches all of them. Results by task name. */
export async function interleave<N extends string>(
  rounds: number,
  tasks: Record<N, () => Promise<number>>,
): Promise<Record<N, number[]>> {
  const names = Object.keys(tasks) as N[]
  const results = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<N, number[]>
  for (let round = 0; round < rounds; round++)
    for (const name of names) results[name].push(await tasks[name]())
  return results
}

/** One line of the report: what, the figure, and the target that it is held against. */
export function report(what: string, figure: string, target = '') {
  process.stdout.write(`  ${what.padEnd(58)} ${figure.padStart(14)}   ${target}\n`)
}

export const ms = (value: number) => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`
export const ratio = (value: number) => `${value.toFixed(2)} ×`
export const kB = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`
