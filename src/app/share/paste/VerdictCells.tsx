import { ActionIcon, Button, TextInput } from '@mantine/core'
import IconPencil from '@tabler/icons-react/icons/IconPencil'
import IconX from '@tabler/icons-react/icons/IconX'
import { useState } from 'react'
import { PROJECT_ID } from '#ims/members'
import { shownText } from '../../text/clean-text.ts'
import { Id } from '../../ui/Id.tsx'
import { StatusBadge } from '../../ui/states/StatusBadge.tsx'
import { slipOf } from './slip.ts'
import classes from './VerdictTable.module.css'
import { tableWords, VERDICT, verdictText } from './verdict-words.ts'
import type { PasteVerdict, VerdictRow } from './verdicts.ts'
import { pasteWords } from './words.ts'

/** The buttons of a row, as small as a target may be. */
const SMALL = { size: 24, variant: 'subtle', color: 'gray' } as const

/** Longer pieces are not corrected by hand. */
const EDITABLE = 200

/** The kinds of verdicts whose piece is an ID, which is never cut. */
const IDS: readonly PasteVerdict[] = [
  'mismatch',
  'unknown',
  'unusual',
  'near-miss',
  'dashed',
  'removed',
  'other-id',
  'image-id',
  'own-project',
  'duplicate',
]

/** The kinds that were left out, and may be taken as the ID that they are. */
const TAKEABLE: readonly PasteVerdict[] = ['near-miss', 'removed', 'other-id', 'word']
/** The kinds that may mean a known recipient, whose ID can be used instead. */
const USABLE: readonly PasteVerdict[] = ['near-miss', 'dashed', 'beside']

/** The cells of one piece of the pasted text: its line, the verdict, the piece, and ways to change it. */
export function VerdictCells(props: {
  row: VerdictRow
  tabIndexOf: (control: number, controls: number) => number
  onChange: (text: string) => void
  onTake: (id: string) => void
  onRemove: () => void
}) {
  const { row } = props
  const [draft, setDraft] = useState<string | null>(null)
  const isId = (row.known !== undefined && row.kind !== 'beside') || IDS.includes(row.kind)
  const text = verdictText(row)
  const sentence = text && <span className={classes.sentence}>{text}</span>
  // Beside buttons with words there is no room for it.
  const isAside = !USABLE.includes(row.kind) && !TAKEABLE.includes(row.kind)
  return (
    <>
      <td className={classes.line}>{row.line}</td>
      {draft === null ? (
        <>
          <td className={classes.verdict}>
            <StatusBadge {...VERDICT[row.kind]} />
            {isAside && sentence}
          </td>
          <td className={classes.what}>
            {!isAside && sentence}
            {isId ? <Id id={row.id} mark={slipIn(row)} /> : <Raw text={row.raw} />}
            <Around row={row} />
          </td>
          <td className={classes.actions}>
            <Actions {...props} onEdit={() => setDraft(row.raw)} />
          </td>
        </>
      ) : (
        <td className={classes.edit} colSpan={3}>
          <TextInput
            autoFocus
            size="xs"
            aria-label={tableWords.textOf(pasteWords.line(row.line))}
            value={draft}
            spellCheck={false}
            onChange={({ currentTarget }) => setDraft(currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Escape') setDraft(null)
              if (event.key !== 'Enter') return
              // Enter must not submit the form.
              event.preventDefault()
              props.onChange(draft)
            }}
          />
          <Button size="xs" onClick={() => props.onChange(draft)}>
            {tableWords.checkAgain}
          </Button>
          <Button size="xs" variant="default" onClick={() => setDraft(null)}>
            {tableWords.cancel}
          </Button>
        </td>
      )}
    </>
  )
}

/** What can be done with a piece. All of it together is one tab stop, so each control asks whether that is at it. */
function Actions(props: {
  row: VerdictRow
  tabIndexOf: (control: number, controls: number) => number
  onChange: (text: string) => void
  onTake: (id: string) => void
  onEdit: () => void
  onRemove: () => void
}) {
  const { row } = props
  const where = pasteWords.line(row.line)
  const name = shownText(row.id, 80)
  const mayUse = USABLE.includes(row.kind) && row.known !== undefined
  const mayTake = TAKEABLE.includes(row.kind) && PROJECT_ID.test(row.id)
  const mayEdit = row.raw.length <= EDITABLE
  const controls = [mayUse, mayTake, mayEdit, true]
  const tab = (control: number) => ({
    tabIndex: props.tabIndexOf(
      controls.slice(0, control).filter(Boolean).length,
      controls.filter(Boolean).length,
    ),
  })
  return (
    <>
      {mayUse && row.known && (
        <Button
          {...tab(0)}
          size="compact-xs"
          variant="default"
          aria-label={tableWords.replaceIn(row.known.name || row.known.id, where)}
          onClick={() => props.onChange(row.known?.id ?? '')}
        >
          {tableWords.use}
        </Button>
      )}
      {mayTake && (
        <Button
          {...tab(1)}
          size="compact-xs"
          variant="default"
          aria-label={tableWords.takeIn(row.id, where)}
          onClick={() => props.onTake(row.id)}
        >
          {tableWords.take}
        </Button>
      )}
      {mayEdit && (
        <ActionIcon
          {...tab(2)}
          {...SMALL}
          aria-label={tableWords.editIn(name, where)}
          title={tableWords.edit}
          onClick={props.onEdit}
        >
          <IconPencil size={16} aria-hidden />
        </ActionIcon>
      )}
      <ActionIcon
        {...tab(3)}
        {...SMALL}
        aria-label={tableWords.removeFrom(name, where)}
        title={tableWords.remove}
        onClick={props.onRemove}
      >
        <IconX size={16} aria-hidden />
      </ActionIcon>
    </>
  )
}

const slipIn = ({ kind, id, known }: VerdictRow) =>
  kind === 'near-miss' && known ? slipOf(id, known.id) : undefined

/** Isolated, so that foreign text cannot change the writing direction around it. */
const Raw = ({ text }: { text: string }) => (
  <bdi className={classes.raw} translate="no">
    {shownText(text, EDITABLE)}
  </bdi>
)

/** The known name, unless the verdict tells it, or the rest of the line, which helps to decide. */
function Around({ row: { kind, known, raw, before, after } }: { row: VerdictRow }) {
  if (kind === 'name')
    return <span className={classes.around}>{tableWords.pastedAs(shownText(raw, 80))}</span>
  if (kind === 'ok' && known?.name) return null
  if (known?.name && kind === 'duplicate')
    return (
      <span className={classes.around} translate="no">
        {known.name}
      </span>
    )
  if (before + after === '') return null
  return (
    <bdi className={classes.around} translate="no">
      {shownText(before, 80)}…{shownText(after, 80)}
    </bdi>
  )
}
