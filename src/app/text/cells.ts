/**
 * A cell of a line, without the quotes, brackets and punctuation around its text, as its start and end in the
 * line.
 */
export type Cell = { from: number; to: number; text: string }

/** Marks at the ends of a cell that belong to the sentence, the list or the markup. */
const EDGE = new Set(' \t\v\f"\'`“”„‟‘’‚‛«»‹›()[]{}<>/\\*•·.…!?=:#|+~^_')
const SEPARATOR = /"[^"]*"|<[a-z/!?][^<>]*>|[,;|\t，；、]|[\u2500-\u257f]+| {2,}/gi

/** Takes the marks off both ends of a piece of a line. `- x` is an entry of a list, `-x` may be an ID. */
export function trimmed(line: string, from: number, to: number): Cell {
  while (from < to && EDGE.has(line.charAt(to - 1))) to--
  for (;;) {
    while (from < to && EDGE.has(line.charAt(from))) from++
    const sign = /^(?:[-–—]+[ \t]|[-=]+$|\d{1,4}[.)][ \t])/.exec(line.slice(from, Math.min(to, from + 8)))
    if (!sign) return { from, to, text: line.slice(from, to) }
    from += sign[0].length
  }
}

/**
 * The cells of a line, cut at commas, semicolons, tabs, bars, lines of a table, tags and wide spaces, but not
 * within double quotes; or only at `separator`. Empty ones are kept, so that a cell's number is its column.
 */
export function cellsOf(line: string, separator?: string): Cell[] {
  const cells: Cell[] = []
  let from = 0
  for (const { 0: mark, index } of line.matchAll(SEPARATOR)) {
    if (mark[0] === '"' || (separator && mark[0] !== separator)) continue
    cells.push(trimmed(line, from, index))
    from = index + mark.length
  }
  cells.push(trimmed(line, from, line.length))
  return cells
}

/** The separator of most cells of a heading, which is then the separator of its table. */
export function separatorOf(line: string): string | undefined {
  const marks = Array.from(line.matchAll(SEPARATOR), ([mark]) => mark.charAt(0)).filter(
    (mark) => mark !== '"',
  )
  const times = (mark: string) => marks.filter((other) => other === mark).length
  return marks.sort((a, b) => times(b) - times(a))[0]
}
