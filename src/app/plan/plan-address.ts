import type { Position } from '#contract/pair'
import { allPositions } from '#contract/rectangles'

/**
 * Lists of IDs in an address. Short ones are plain ("a,b"). Long ones are packed: the IDs of 32 hex digits (with or
 * without a UUID's dashes) as 16 bytes each in base64url, which is as short as random IDs get.
 */
const LONG = 600
const PACKED = /^~([up])([A-Za-z0-9_-]*)$/

/** An address longer than this does not survive every server, proxy and chat window. */
export const MAX_ADDRESS = 30_000

/** IDs as the value of a search parameter. */
export function packIds(ids: readonly string[]): string {
  const plain = ids.join(',')
  if (plain.length <= LONG) return plain
  const uuids = ids.every((id) => UUID.test(id))
  if (!uuids && !ids.every((id) => HEX.test(id))) return plain
  const hex = ids.join('').replaceAll('-', '')
  const bytes = Uint8Array.from({ length: hex.length / 2 }, (_, at) =>
    Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16),
  )
  return `~${uuids ? 'u' : 'p'}${toBase64(bytes)}`
}

const HEX = /^[0-9a-f]{32}$/
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The IDs of a search parameter; what cannot be read is no ID. */
export function unpackIds(text: string | undefined): string[] {
  const packed = PACKED.exec(text ?? '')
  if (!packed)
    return (text ?? '')
      .split(',')
      .map((id) => id.trim())
      .filter(Boolean)
  const bytes = fromBase64(packed[2] ?? '')
  return Array.from({ length: Math.floor(bytes.length / 16) }, (_, at) => {
    const hex = [...bytes.subarray(at * 16, at * 16 + 16)]
      .map((byte) => byte.toString(16).padStart(2, '0'))
      .join('')
    return packed[1] === 'u' ? hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-') : hex
  })
}

function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

function fromBase64(text: string): Uint8Array {
  try {
    return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0))
  } catch {
    return new Uint8Array()
  }
}

/** A pair of two lists as text, and whether the pair at a position of the lists is left out. */
export const pairKey = (image: string, project: string) => `${image} ${project}`
type IsLeftOut = (pair: Position) => boolean

/** The pairs that are left out as the value of a search parameter: a bit for each pair, image by image. */
function packLeftOut(images: number, projects: number, isLeftOut: IsLeftOut): string {
  const bits = allPositions(images, projects).map((pair) => Number(isLeftOut(pair)))
  if (!bits.includes(1)) return ''
  const bytes = Array.from({ length: Math.ceil(bits.length / 8) }, (_, at) =>
    Number.parseInt(
      bits
        .slice(at * 8, at * 8 + 8)
        .join('')
        .padEnd(8, '0'),
      2,
    ),
  )
  return toBase64(Uint8Array.from(bytes))
}

/** The pairs of a search parameter that are left out; what cannot be read is none. */
export function unpackLeftOut(
  text: string | undefined,
  images: readonly string[],
  projects: readonly string[],
) {
  const bits = [...fromBase64(text ?? '')].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return new Set(
    images.flatMap((image, row) =>
      projects
        .filter((_, column) => bits[row * projects.length + column] === '1')
        .map((id) => pairKey(image, id)),
    ),
  )
}

/** The search parameters of a form with this content; null when they do not fit in an address. */
export function planAddress(plan: {
  images: readonly string[]
  projects: readonly string[]
  reason: string
  isLeftOut?: IsLeftOut
}) {
  const { images, projects, isLeftOut } = plan
  const search = {
    without: (isLeftOut && packLeftOut(images.length, projects.length, isLeftOut)) || undefined,
    images: packIds(plan.images) || undefined,
    projects: packIds(plan.projects) || undefined,
    reason: plan.reason || undefined,
  }
  const length = Object.values(search).reduce((sum, value) => sum + encodeURIComponent(value ?? '').length, 0)
  return length > MAX_ADDRESS ? null : search
}
