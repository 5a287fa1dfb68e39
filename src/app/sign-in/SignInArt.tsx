import { Swatch } from '../picture/Swatch.tsx'
import type { Texture } from '../picture/textures.ts'
import { Mark } from '../ui/Mark.tsx'
import classes from './SignIn.module.css'
import { words } from './words.ts'

const COLUMNS = 14
const ROWS = 24

/** What a pair looks like on its way, from the last step to the first. */
const WAY: readonly Texture[] = ['confirmed', 'confirmed', 'claimed', 'sent', 'planned', 'absent']

/** The name of the product over a picture of pairs that fills up from one corner. */
export function SignInArt() {
  return (
    <div className={classes.art}>
      <div className={classes.cells} aria-hidden>
        {Array.from({ length: COLUMNS * ROWS }, (_, at) => (
          <Swatch key={at} texture={textureAt(at % COLUMNS, Math.floor(at / COLUMNS))} size={36} />
        ))}
      </div>
      <p className={classes.product}>
        <Mark size={24} />
        <b>{words.product}</b>
        <span className={classes.purpose}>{words.purpose}</span>
      </p>
    </div>
  )
}

/** The further from the corner, the earlier on its way; a little ragged, as work is. */
function textureAt(column: number, row: number): Texture {
  const ragged = ((column * 7 + row * 13) % 11) / 11 - 0.5
  const step = Math.round((column / COLUMNS + row / ROWS) * 2.8 + ragged * 2.2)
  return WAY[Math.max(0, Math.min(WAY.length - 1, step))] ?? 'absent'
}
