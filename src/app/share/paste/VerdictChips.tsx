import { count } from '../../format.ts'
import classes from './VerdictTable.module.css'
import { tableWords, VERDICT } from './verdict-words.ts'
import { ORDER, type PasteVerdict, type Verdicts } from './verdicts.ts'

/** How many lines have which verdict; each is a filter. */
export function VerdictChips(props: {
  verdicts: Verdicts
  kind: PasteVerdict | null
  onChange: (kind: PasteVerdict | null) => void
}) {
  const kinds = ORDER.filter((kind) => props.verdicts.count(kind) > 0)
  if (kinds.length < 2 && props.kind === null) return null
  return (
    <ul className={classes.chips} aria-label={tableWords.filter}>
      {kinds.map((kind) => {
        const { word, tone, icon: Icon } = VERDICT[kind]
        return (
          <li key={kind}>
            <button
              type="button"
              className={classes.chip}
              data-tone={tone}
              aria-pressed={props.kind === kind}
              onClick={() => props.onChange(props.kind === kind ? null : kind)}
            >
              <Icon size={14} aria-hidden />
              {word} <b>{count(props.verdicts.count(kind))}</b>
            </button>
          </li>
        )
      })}
    </ul>
  )
}
