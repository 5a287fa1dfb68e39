import { describe, expect, it } from 'vitest'
import { PICTURE, SURFACES, TONES, theme } from './theme.ts'

/** WCAG 2.2, "relative luminance" and "contrast ratio". */
function contrast(a: string, b: string): number {
  const luminance = (hex: string) => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
      const c = Number.parseInt(hex.slice(at, at + 2), 16) / 255
      return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (light + 0.05) / (dark + 0.05)
}

const AA = 4.5

describe.each(['light', 'dark'] as const)('the %s scheme', (scheme) => {
  const { canvas, surface, text, dimmed } = SURFACES[scheme]

  it.each(Object.entries(TONES[scheme]))('tells the tone "%s" readably', (_, tone) => {
    for (const behind of [tone.tint, surface, canvas])
      expect(contrast(tone.text, behind)).toBeGreaterThanOrEqual(AA)
  })

  it('text is readable, secondary text included', () => {
    for (const behind of [surface, canvas])
      for (const front of [text, dimmed]) expect(contrast(front, behind)).toBeGreaterThanOrEqual(AA)
  })
})

it.each(['ink', 'stop'])('text on filled buttons of %s is readable', (name) => {
  const shades = theme.colors?.[name] ?? []
  expect(contrast(SURFACES.light.onFilled, shades[7] ?? '')).toBeGreaterThanOrEqual(AA)
  expect(contrast(SURFACES.dark.onFilled, shades[4] ?? '')).toBeGreaterThanOrEqual(AA)
})

/** WCAG 2.2, 1.4.11: what tells one thing from another. */
const PARTS = 3

it.each(['light', 'dark'] as const)('the picture and the borders of controls stand out: %s', (scheme) => {
  const { ink, quiet, line, dots, ring, red, stop } = PICTURE[scheme]
  const { surface, sunk, control } = SURFACES[scheme]
  for (const behind of [surface, sunk])
    for (const part of [ink, line, dots, ring, red, stop, control])
      expect(contrast(part, behind)).toBeGreaterThanOrEqual(PARTS)
  expect(contrast(ink, quiet)).toBeGreaterThanOrEqual(2)
})
