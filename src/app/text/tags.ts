/** Elements that only format text. */
const INLINE = new Set(
  'a abbr b bdi bdo big cite code dd del dt em font i ins kbd label mark o:p q s samp small span strike strong sub sup td th tt u var wbr'.split(
    ' ',
  ),
)
const VOID = new Set('area base br col embed hr img input link meta source track'.split(' '))
/** Elements that are a record even when they contain only text. */
const ROWS = new Set('tr li p option h1 h2 h3 h4 h5 h6'.split(' '))
const LOOKS = [...INLINE].join('|')
const NEXT = new RegExp(`<(/?)(?!/?(?:${LOOKS})[\\s>])([a-z][\\w:.-]*)`, 'gi')

/** What an opening tag begins: a record, a field of the record around it, or nothing. */
export type TagRole = 'record' | 'field' | 'none'

/**
 * Tells what a tag begins, by its name in lower case and the position after it. Only tags that are closed
 * count.
 */
export function tagsOf(text: string): (name: string, end: number) => TagRole {
  const closed = new Set(Array.from(text.matchAll(/<\/([a-z][\w:.-]*)/gi), ([, name]) => name?.toLowerCase()))
  return (name, end) => {
    if (INLINE.has(name) || VOID.has(name) || !closed.has(name)) return 'none'
    if (ROWS.has(name)) return 'record'
    NEXT.lastIndex = end
    const next = NEXT.exec(text)
    return next?.[1] === '/' && next[2]?.toLowerCase() === name ? 'field' : 'record'
  }
}
