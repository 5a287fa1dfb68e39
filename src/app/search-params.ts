/** `?a=1&b=x` → plain strings; the router's own reader would turn a search for "123" into a number. */
export const parseSearch = (search: string): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(search))

/** Plain strings → `?a=1&b=x`; empty and missing values are left out of the address. */
export function stringifySearch(search: Record<string, unknown>): string {
  const params = new URLSearchParams()
  for (const [key, value] of Object.entries(search))
    if (value !== undefined && value !== null && value !== '') params.set(key, String(value))
  const text = params.toString()
  return text && `?${text}`
}
