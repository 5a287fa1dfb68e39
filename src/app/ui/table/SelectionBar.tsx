import { Button, Checkbox } from '@mantine/core'
import type { ReactNode } from 'react'
import { count, plural } from '../../format.ts'
import classes from './SelectionBar.module.css'

/**
 * What is chosen of a table, shown there or not, and what can be done with it. It stays in sight above the rows, which
 * come right after it.
 */
export function SelectionBar(props: {
  label: string
  /** "image": one of the chosen. */
  one: string
  shown: readonly string[]
  chosen: ReadonlySet<string>
  onChoose: (ids: readonly string[], on: boolean) => void
  children: ReactNode
}) {
  const { shown, chosen, onChoose } = props
  const here = shown.filter((id) => chosen.has(id)).length
  const elsewhere = chosen.size - here
  return (
    <section className={classes.bar} aria-label={props.label}>
      <Checkbox
        size="sm"
        label={`Choose ${shown.length === 1 ? 'the one' : `all ${count(shown.length)}`} shown`}
        checked={shown.length > 0 && here === shown.length}
        indeterminate={here > 0 && here < shown.length}
        disabled={shown.length === 0}
        onChange={({ currentTarget }) => onChoose(shown, currentTarget.checked)}
      />
      <p role="status" className={classes.chosen}>
        {chosen.size > 0 && `${plural(chosen.size, props.one)} chosen`}
        {elsewhere > 0 && `, ${count(elsewhere)} of them not shown`}
      </p>
      {chosen.size > 0 && (
        <Button
          size="xs"
          variant="subtle"
          color="gray"
          onClick={() => onChoose([...chosen], false)}
          aria-label="Clear the choice"
        >
          Clear
        </Button>
      )}
      <span className={classes.acts}>{props.children}</span>
    </section>
  )
}
