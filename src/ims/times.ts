/**
 * A time as the clouds write it, in ms since 1970; null when it is missing, empty, or no time. All are UTC,
 * whether they say so or not: ISO 8601 (image and member times to the second, job times to the millisecond),
 * and in old samples of jobs `04-Jun-2015 18:11:06:586`.
 */
export function parseTime(text: string | null | undefined): number | null {
  const time = Date.parse(
    (text ?? '')
      .replace(/^(\d{2}-[A-Z][a-z]{2}-\d{4} \d{2}:\d{2}:\d{2}):(\d{3})$/, '$1.$2 UTC')
      .replace(/^(\d{4}-\d{2}-\d{2})[T ]([\d:.]+)$/, '$1T$2Z'),
  )
  return Number.isNaN(time) ? null : time
}
