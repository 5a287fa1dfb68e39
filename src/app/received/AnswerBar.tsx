import { Button, Checkbox } from '@mantine/core'
import type { AnswerAction } from '#contract/job'
import { useReadOnly } from '../api/settings.ts'
import { ActionButton } from '../ui/ActionButton.tsx'
import classes from './ReceivedPage.module.css'
import { changedBy, type Received } from './received-search.ts'
import { words } from './words.ts'

/** The number of chosen images, shown or not, and the two answers. It stays in view above the rows. */
export function AnswerBar(props: {
  shown: readonly Received[]
  chosen: readonly Received[]
  onChoose: (ids: readonly string[], on: boolean) => void
  onAnswer: (action: AnswerAction) => void
}) {
  const { shown, chosen } = props
  const readOnly = useReadOnly('answer')
  const ids = new Set(chosen.map(({ id }) => id))
  const here = shown.filter(({ id }) => ids.has(id)).length
  const elsewhere = chosen.length - here
  return (
    <section className={classes.bar} aria-label={words.answer}>
      <Checkbox
        size="sm"
        label={words.chooseShown(shown.length)}
        checked={shown.length > 0 && here === shown.length}
        indeterminate={here > 0 && here < shown.length}
        disabled={shown.length === 0}
        onChange={({ currentTarget }) =>
          props.onChoose(
            shown.map(({ id }) => id),
            currentTarget.checked,
          )
        }
      />
      <p role="status" className={classes.chosen}>
        {words.chosen(chosen.length, elsewhere)}
      </p>
      {chosen.length > 0 && (
        <Button
          size="xs"
          variant="subtle"
          color="gray"
          onClick={() => props.onChoose([...ids], false)}
          aria-label={words.clearChoice}
        >
          {words.clear}
        </Button>
      )}
      <span className={classes.answers}>
        {(['accept', 'reject'] as const).map((action) => {
          const changed = changedBy(action, chosen).length
          return (
            <ActionButton
              key={action}
              size="xs"
              variant={action === 'accept' ? 'filled' : 'default'}
              blocked={readOnly ?? (changed === 0 ? nothingTo(action, chosen.length) : null)}
              onClick={() => props.onAnswer(action)}
            >
              {words.give(action, changed)}
            </ActionButton>
          )
        })}
      </span>
      {readOnly && <p className={classes.dim}>{readOnly}</p>}
    </section>
  )
}

const nothingTo = (action: AnswerAction, chosen: number) =>
  chosen === 0 ? words.chooseFirst : words.nothingToChange(action)
