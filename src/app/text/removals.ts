const UNIFIED = /^([ \t>]*)(?:@@ |diff --git |--- [^\n]*\n[ \t>]*\+\+\+ )/m
const CLASSIC = /^[ \t]*\d+(?:,\d+)?[acd]\d+(?:,\d+)?[ \t]*\r?$/m
/** A tool's plan of changes, or what is left of a diff without its headers. */
const PLAN =
  /-> null|^[ \t>]*\+[ \t]*["'\w]{0,40}[0-9a-f]{32}|^[ \t>]*~ [^\n]*[[{"=]|^[ \t]*# \S{1,200} (?:will|must) be (?:up|re|cr|de)/m

/**
 * How far a line is taken away by the diff, or the plan of a tool, that the text is: 0, up to an arrow, or
 * all of it. Other texts take nothing away: there a dash is the sign of a list.
 */
export function removalsOf(text: string): (line: string) => number {
  const unified = UNIFIED.exec(text)
  const lead = unified?.[1] ?? ''
  if (unified)
    return (line) => (line.startsWith('-', line.startsWith(lead) ? lead.length : 0) ? line.length : 0)
  if (/^[ \t]*< /m.test(text) && CLASSIC.test(text))
    return (line) => (/^[ \t]*<(?: |$)/.test(line) ? line.length : 0)
  if (!PLAN.test(text)) return () => 0
  return (line) => {
    const sign = /^[ \t>]*([-~])/.exec(line)?.[1]
    const arrow = sign ? line.indexOf('->') : -1
    if (arrow !== -1) return arrow
    return sign === '-' ? line.length : 0
  }
}

/** Whether marks right around a word strike it out: `~~9c61…~~`, `[-9c61…-]`, `<del>9c61…`. */
export function isStruckOut(text: string, { from, to }: { from: number; to: number }) {
  const before = text[from - 1]
  if (before === '~') return text[from - 2] === '~' && text.startsWith('~~', to)
  if (before === '-') return text[from - 2] === '[' && text.startsWith('-]', to)
  return before === '>' && /<(?:del|s|strike)(?:\s[^<>]*)?>$/i.test(text.slice(Math.max(0, from - 60), from))
}
