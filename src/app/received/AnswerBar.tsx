import type { AnswerAction } from '#contract/job'
import { useReadOnly } from '../api/settings.ts'
import { ActionButton } from '../ui/ActionButton.tsx'
import { SelectionBar } from '../ui/table/SelectionBar.tsx'
import classes from './ReceivedPage.module.css'
import { changedBy, type Received } from './received-search.ts'
import { words } from './words.ts'

/** The number of chosen images, shown or not, and the two answers. */
export function AnswerBar(props: {
  shown: readonly Received[]
  chosen: readonly Received[]
  onChoose: (ids: readonly string[], on: boolean) => void
  onAnswer: (action: AnswerAction) => void
}) {
  const { chosen } = props
  const readOnly = useReadOnly('answer')
  return (
    <SelectionBar
      label={words.answer}
      one="image"
      shown={props.shown.map(({ id }) => id)}
      chosen={new Set(chosen.map(({ id }) => id))}
      onChoose={props.onChoose}
    >
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
      {readOnly && <span className={classes.dim}>{readOnly}</span>}
    </SelectionBar>
  )
}

const nothingTo = (action: AnswerAction, chosen: number) =>
  chosen === 0 ? words.chooseFirst : words.nothingToChange(action)
