/** Pure formatters: numbers and times in the words of the screens. Times in ms since 1970, lengths in ms. */

const numbers = new Intl.NumberFormat('en')
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** 12000 → "12,000". */
export const count = (n: number) => numbers.format(n)

/** (2, "image") → "2 images". */
export const plural = (n: number, one: string, many = `${one}s`) => `${count(n)} ${n === 1 ? one : many}`

/** 1610612736 → "1.5 GiB". */
export function bytes(n: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB']
  let unit = 0
  let value = n
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024
    unit++
  }
  return `${value >= 100 || Number.isInteger(value) ? Math.round(value) : value.toFixed(1)} ${units[unit]}`
}

/** How much of it is done, 0–100. 100 only when all is: 999 of 1000 is 99 %. */
export const percent = (done: number, total: number) => (total === 0 ? 100 : Math.floor((done / total) * 100))

/** The two largest units: "42 s", "3 min 4 s", "2 h 5 min", "1 d 4 h". */
export function duration(ms: number): string {
  if (ms < 1000) return 'under 1 s'
  if (ms < MINUTE) return `${Math.floor(ms / 1000)} s`
  if (ms < HOUR) return inUnits(ms, { ms: MINUTE, name: 'min' }, { ms: 1000, name: 's' })
  if (ms < DAY) return inUnits(ms, { ms: HOUR, name: 'h' }, { ms: MINUTE, name: 'min' })
  return inUnits(ms, { ms: DAY, name: 'd' }, { ms: HOUR, name: 'h' })
}

type Unit = { ms: number; name: string }

function inUnits(ms: number, big: Unit, small: Unit) {
  const rest = Math.floor((ms % big.ms) / small.ms)
  return `${Math.floor(ms / big.ms)} ${big.name}${rest > 0 ? ` ${rest} ${small.name}` : ''}`
}

/**
 * How long ago: "just now", "12 s ago", "3 min ago", "5 h ago", "2 days ago". A time in the future counts as
 * now, because clocks differ.
 */
export function ago(ms: number): string {
  if (ms < 2000) return 'just now'
  if (ms < MINUTE) return `${Math.floor(ms / 1000)} s ago`
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min ago`
  if (ms < DAY) return `${Math.floor(ms / HOUR)} h ago`
  return `${plural(Math.floor(ms / DAY), 'day')} ago`
}

const twoDigits = (n: number) => String(n).padStart(2, '0')

/** Local time of day: "14:03:12". */
export function clockTime(at: number): string {
  const d = new Date(at)
  return `${twoDigits(d.getHours())}:${twoDigits(d.getMinutes())}:${twoDigits(d.getSeconds())}`
}

/** Local date and time that every country reads the same way: "2026-11-24 14:03". */
export function localTime(at: number): string {
  const d = new Date(at)
  const day = `${d.getFullYear()}-${twoDigits(d.getMonth() + 1)}-${twoDigits(d.getDate())}`
  return `${day} ${twoDigits(d.getHours())}:${twoDigits(d.getMinutes())}`
}

/** "2026-11-24 13:03:12 UTC". */
export const utcTime = (at: number) => `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`
