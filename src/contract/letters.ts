/** How often each letter occurs in rows of letters, by its code. */
export function countLetters(rows: Iterable<string>): Uint32Array {
  // By code, not by character: a plan has up to half a million of them, and is counted whenever it changes.
  const counts = new Uint32Array(128)
  for (const row of rows)
    for (let at = 0; at < row.length; at++) {
      const code = row.charCodeAt(at)
      counts[code] = (counts[code] ?? 0) + 1
    }
  return counts
}
