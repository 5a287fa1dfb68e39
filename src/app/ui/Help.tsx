import IconHelp from '@tabler/icons-react/icons/IconHelp'
import { Flyout } from './Flyout.tsx'
import classes from './Help.module.css'
import { useModule } from './use-module.ts'

type Topic = 'pair' | 'pending' | 'undo'

const ASKS: Record<Topic, string> = {
  pair: 'What is a pair?',
  pending: 'What does an answer change?',
  undo: 'What does undo do?',
}
const load = async () => (await import('./help-words.ts')).help

/** A question mark beside what needs a word of explanation. The words are loaded when they are asked for. */
export const Help = ({ topic }: { topic: Topic }) => (
  <Flyout
    label={ASKS[topic]}
    className={classes.mark}
    button={<IconHelp size={16} stroke={1.75} aria-hidden />}
    buttonLabel={ASKS[topic]}
    buttonTitle={ASKS[topic]}
  >
    {() => <Words topic={topic} />}
  </Flyout>
)

function Words({ topic }: { topic: Topic }) {
  const help = useModule(load, true)
  return (
    <div className={classes.words}>
      <b>{ASKS[topic]}</b>
      {help?.[topic].means.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </div>
  )
}
