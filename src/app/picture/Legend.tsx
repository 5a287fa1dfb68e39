import { memo } from 'react'
import { count } from '../format.ts'
import classes from './Legend.module.css'
import { Swatch } from './Swatch.tsx'
import type { Texture } from './textures.ts'

/** What a picture has: textures with their words and how many pairs have each. */
export const Legend = memo(function Legend(props: {
  label: string
  entries: readonly { texture: Texture; word: string; pairs: number }[]
}) {
  return (
    <ul className={classes.legend} aria-label={props.label}>
      {props.entries.map(({ texture, word, pairs }) => (
        <li key={word}>
          <Swatch texture={texture} /> <b>{count(pairs)}</b> {word}
        </li>
      ))}
    </ul>
  )
})
