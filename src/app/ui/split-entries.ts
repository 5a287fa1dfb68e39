/**
 * What was pasted into a search field, as a list of entries (by line, comma, semicolon or tab; quotes taken off);
 * null when it is a single entry, which is just a search.
 */
export function splitEntries(text: string): string[] | null {
  const entries = text
    .split(/[\n\r,;\t]+/)
    .map((entry) => entry.trim().replace(/^["']|["']$/g, ''))
    .filter(Boolean)
  return entries.length > 1 ? [...new Set(entries)] : null
}
