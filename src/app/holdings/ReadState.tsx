import IconRefresh from '@tabler/icons-react/icons/IconRefresh'
import { ActionButton } from '../ui/ActionButton.tsx'
import { Time } from '../ui/Time.tsx'
import classes from './Holdings.module.css'
import { words } from './words.ts'

/** When what is shown was read, what went wrong since, and the button to read again. `told`: what more there is to say. */
export function ReadState(props: {
  oldest: number | null
  newest: number | null
  isReading: boolean
  /** Why a later read failed. */
  problem: string | null
  told?: string
  onReadAgain: () => void
}) {
  const { oldest, newest } = props
  return (
    <div className={classes.read}>
      <p role="status">
        {props.isReading ? (
          words.readingMembers
        ) : (
          <>
            {oldest !== null && newest !== null && <ReadTimes oldest={oldest} newest={newest} />}
            {props.told && <> {props.told}</>}
          </>
        )}
      </p>
      {props.problem && (
        <p role="alert" data-tone="bad" className={classes.problem}>
          {words.problem(props.problem)}
        </p>
      )}
      <ActionButton
        size="xs"
        variant="default"
        leftSection={<IconRefresh size={14} aria-hidden />}
        blocked={props.isReading ? words.readingMembers : null}
        onClick={props.onReadAgain}
      >
        {words.readAgain}
      </ActionButton>
    </div>
  )
}

function ReadTimes({ oldest, newest }: { oldest: number; newest: number }) {
  if (newest - oldest < 60_000)
    return (
      <>
        {words.readAt}
        <Time at={newest} />.
      </>
    )
  return (
    <>
      {words.oldest}
      <Time at={oldest} />
      {words.and}
      <Time at={newest} />.
    </>
  )
}
