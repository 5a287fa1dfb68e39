import { endOfStretch } from '#contract/pair'
import { type Colour, type Layer, TEXTURES, type Texture } from './textures.ts'

/** Where and how large; px. */
type Box = { x: number; y: number; width: number; height: number }

type Context = CanvasRenderingContext2D

/** The widest a sign in a cell gets, and the thinnest its strokes; px. */
const SIGN = 9
const THIN = 1

/** The colours of the picture as they are now. */
function coloursOf(element: Element): Record<Colour, string> {
  const style = getComputedStyle(element)
  const of = (name: string) => style.getPropertyValue(`--px-${name}`).trim()
  return {
    ink: of('ink'),
    soft: of('soft'),
    quiet: of('quiet'),
    line: of('line'),
    grey: of('grey'),
    dots: of('dots'),
    dot: of('dot'),
    ring: of('ring'),
    red: of('red'),
    stop: of('stop'),
    sheet: style.getPropertyValue('--app-surface').trim(),
  }
}

/** Paints one cell. */
function paintCell(context: Context, texture: Texture, box: Box, colours: Record<Colour, string>) {
  for (const { shape, colour } of TEXTURES[texture]) {
    context.fillStyle = colours[colour]
    context.strokeStyle = colours[colour]
    context.setLineDash([])
    PAINT[shape](context, box)
  }
}

const stroked =
  (dash: number[], width: number) =>
  (context: Context, { x, y, ...box }: Box) => {
    context.lineWidth = Math.min(width, box.width / 3, box.height / 3)
    context.setLineDash(dash)
    const inset = context.lineWidth / 2
    context.strokeRect(x + inset, y + inset, box.width - 2 * inset, box.height - 2 * inset)
  }

/** Calls back with the middle of the cell and half the size of a sign in it. */
const sign =
  (paint: (context: Context, at: { x: number; y: number; half: number; stroke: number }) => void) =>
  (context: Context, { x, y, width, height }: Box) => {
    const size = Math.min(SIGN, width - 2, height - 2)
    paint(context, {
      x: x + width / 2,
      y: y + height / 2,
      half: Math.max(1, size / 2),
      stroke: Math.max(THIN, Math.round(size / 4.5)),
    })
  }

const PAINT: Record<Layer['shape'], (context: Context, box: Box) => void> = {
  full: (context, { x, y, width, height }) => context.fillRect(x, y, width, height),
  'lower half': (context, { x, y, width, height }) =>
    context.fillRect(x, y + height / 2, width, height - height / 2),
  hatch(context, { x, y, width, height }) {
    context.save()
    context.beginPath()
    context.rect(x, y, width, height)
    context.clip()
    context.beginPath()
    context.lineWidth = width < 6 ? 1 : 1.5
    for (let at = -height; at < width; at += width < 6 ? 3 : 4) {
      context.moveTo(x + at, y + height)
      context.lineTo(x + at + height, y)
    }
    context.stroke()
    context.restore()
  },
  stipple(context, { x, y, width, height }) {
    for (let row = 1; row < height - 1; row += 3)
      for (let at = 1 + (row % 2); at < width - 1; at += 3) context.fillRect(x + at, y + row, 1, 1)
  },
  outline: stroked([], 1),
  dashed: stroked([2, 2], 1),
  // In a narrow cell a ring would be all there is: a cap says the same.
  ring: (context, box) =>
    box.width < 8 ? context.fillRect(box.x, box.y, box.width, box.height / 4) : stroked([], 2)(context, box),
  plus: sign((context, { x, y, half, stroke }) => {
    context.fillRect(x - half, y - stroke / 2, 2 * half, stroke)
    context.fillRect(x - stroke / 2, y - half, stroke, 2 * half)
  }),
  minus: sign((context, { x, y, half, stroke }) =>
    context.fillRect(x - half, y - stroke / 2, 2 * half, Math.max(stroke, 1)),
  ),
  cross: sign((context, { x, y, half, stroke }) => {
    const reach = half * 0.75
    context.lineWidth = stroke * 0.85
    context.beginPath()
    context.moveTo(x - reach, y - reach)
    context.lineTo(x + reach, y + reach)
    context.moveTo(x - reach, y + reach)
    context.lineTo(x + reach, y - reach)
    context.stroke()
  }),
  dot: sign((context, { x, y }) => context.fillRect(x - 1, y - 1, 2, 2)),
}

/** A stretch of rows or columns: from a position up to, and without, another one. */
export type Stretch = { from: number; to: number }

/**
 * What is in sight of a picture. `lettersOf`: a row of pairs, a letter each. `above`: px over each row for its name. `chosen`:
 * the pairs of these rows and columns are framed.
 */
export type Drawing = {
  rows: number
  lettersOf: (row: number) => string
  textureOf: (letter: string) => Texture | null
  cell: { width: number; height: number }
  above: number
  view: { width: number; height: number }
  scroll: { left: number; top: number }
  cursor: { row: number; column: number } | null
  chosen?: { rows: readonly Stretch[]; columns: readonly Stretch[] } | null
}

/**
 * Draws the cells in sight. Neighbours of one texture are filled at once, with a pattern of one cell: a few hundred strokes
 * instead of one for each of ten thousand cells.
 */
export function drawPicture(canvas: HTMLCanvasElement, drawing: Drawing) {
  const { cell, above, view, scroll, cursor } = drawing
  const context = canvas.getContext('2d')
  if (!context) return
  // The colours first: asked for after the size is set, they would cost one more pass over the page's styles.
  const colours = coloursOf(canvas)
  const ratio = window.devicePixelRatio
  canvas.width = Math.round(view.width * ratio)
  canvas.height = Math.round(view.height * ratio)
  canvas.style.width = `${view.width}px`
  canvas.style.height = `${view.height}px`
  context.setTransform(ratio, 0, 0, ratio, -scroll.left * ratio, -scroll.top * ratio)
  for (const [texture, path] of pathsOf(drawing)) {
    const tile = tileOf(texture, { cell, above, colours, ratio })
    const pattern = tile && context.createPattern(tile, 'repeat')
    if (!pattern) continue
    pattern.setTransform(new DOMMatrix().scale(cell.width / tile.width, (cell.height + above) / tile.height))
    context.fillStyle = pattern
    context.fill(path)
  }
  const frame = framer(context, drawing)
  for (const rows of drawing.chosen?.rows ?? [])
    for (const columns of drawing.chosen?.columns ?? []) frame({ rows, columns, dash: [4, 3] })
  if (!cursor) return
  const { row, column } = cursor
  frame({ rows: { from: row, to: row + 1 }, columns: { from: column, to: column + 1 }, dash: [] })
}

/** Frames cells. There are two frames, light and dark: it stands out from any cell, however small. */
function framer(context: Context, { cell, above }: Pick<Drawing, 'cell' | 'above'>) {
  const style = getComputedStyle(context.canvas)
  const colours = ['--app-surface', '--mantine-color-text'].map((name) => style.getPropertyValue(name))
  const pitch = cell.height + above
  return ({ rows, columns, dash }: { rows: Stretch; columns: Stretch; dash: number[] }) => {
    const top = rows.from * pitch + above - 1
    const height = (rows.to - rows.from) * pitch - above + 1
    const width = (columns.to - columns.from) * cell.width + 1
    for (const [at, colour] of colours.entries()) {
      context.strokeStyle = colour
      context.lineWidth = at === 0 ? 5 : 2
      context.setLineDash(at === 0 ? [] : dash)
      context.strokeRect(columns.from * cell.width - 1, top, width, height)
    }
  }
}

/** The cells in sight by their texture: a rectangle for each stretch of one letter. */
function pathsOf({ rows, lettersOf, textureOf, cell, above, view, scroll }: Drawing): Map<Texture, Path2D> {
  const pitch = cell.height + above
  const [left, right] = [
    Math.floor(scroll.left / cell.width),
    Math.ceil((scroll.left + view.width) / cell.width),
  ]
  // A list that is pulled beyond its start begins above its first row.
  const top = Math.max(0, Math.floor(scroll.top / pitch))
  const bottom = Math.min(rows, Math.ceil((scroll.top + view.height) / pitch))
  const paths = new Map<Texture, Path2D>()
  for (let row = top; row < bottom; row++) {
    const line = lettersOf(row)
    for (let column = Math.max(0, left); column < Math.min(right, line.length); ) {
      const from = column
      column = endOfStretch(line, from)
      const texture = textureOf(line.charAt(from))
      if (!texture) continue
      const path = paths.get(texture) ?? new Path2D()
      paths.set(texture, path)
      path.rect(from * cell.width, row * pitch + above, (column - from) * cell.width, cell.height)
    }
  }
  return paths
}

/** One cell with the gaps after it, in pixels of the device. */
function tileOf(
  texture: Texture,
  o: Pick<Drawing, 'cell' | 'above'> & { colours: Record<Colour, string>; ratio: number },
): HTMLCanvasElement | null {
  const tile = document.createElement('canvas')
  tile.width = Math.max(1, Math.round(o.cell.width * o.ratio))
  tile.height = Math.max(1, Math.round((o.cell.height + o.above) * o.ratio))
  const context = tile.getContext('2d')
  if (!context) return null
  context.scale(o.ratio, o.ratio)
  const gap = o.cell.width > 6 ? 1.5 : 0.5
  const box = { x: 0, y: o.above, width: o.cell.width - gap, height: o.cell.height - Math.max(1, gap) }
  paintCell(context, texture, box, o.colours)
  return tile
}
