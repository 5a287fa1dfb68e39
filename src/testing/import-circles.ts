import type { Source } from './imports.ts'

/**
 * The circles that imports make, imports of types included: files of which each leads, by what it imports, to
 * all others. Each circle is listed once, its files by name.
 */
export function circles(sources: readonly Source[]): string[][] {
  const imports = new Map(sources.map(({ file, imports }) => [file, imports]))
  const reached = new Map(sources.map(({ file }) => [file, reachedFrom(file, imports)]))
  const found = new Map<string, string[]>()
  for (const [file, targets] of reached) {
    if (!targets.has(file)) continue
    const circle = [...targets].filter((target) => reached.get(target)?.has(file)).sort()
    found.set(circle.join(), circle)
  }
  return [...found.values()]
}

/** Every file that one leads to; itself only when it is in a circle. */
function reachedFrom(file: string, imports: ReadonlyMap<string, readonly string[]>): Set<string> {
  const reached = new Set<string>()
  const left = [file]
  for (let next = left.pop(); next !== undefined; next = left.pop())
    for (const target of imports.get(next) ?? [])
      if (imports.has(target) && !reached.has(target)) {
        reached.add(target)
        left.push(target)
      }
  return reached
}
