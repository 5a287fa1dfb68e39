import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { type Control, useWatch } from 'react-hook-form'
import { imagesQuery } from '../api/images.ts'
import { count, plural } from '../format.ts'
import { IMAGES } from './image-words.ts'
import { NewRecipients } from './NewRecipients.tsx'
import { useById } from './picker.ts'
import { SubmitButton } from './SubmitButton.tsx'
import classes from './Summary.module.css'
import { projectCount, type ShareValues } from './share-values.ts'
import { imageWarnings } from './summary.ts'

/** Warnings shown one by one; what is beyond is counted. */
const SHOWN = 5

/** What pressing the button will do, and what the operator should know before. */
export function Summary({ control, busy }: { control: Control<ShareValues>; busy: boolean }) {
  const [images, projects, pasted, reading] = useWatch({
    control,
    name: ['images', 'projects', 'pasted', 'reading'],
  })
  const byId = useById(useQuery(imagesQuery).data, IMAGES)
  const recipients = useMemo(() => projectCount({ projects, pasted }), [projects, pasted])
  const warnings = useMemo(
    () => (byId.size > 0 ? imageWarnings(images, byId, recipients) : []),
    [images, byId, recipients],
  )
  const pairs = images.size * recipients
  return (
    <section className={classes.summary} aria-labelledby="summary">
      <h2 id="summary">Summary</h2>
      <p className={classes.sum} role="status">
        <span>
          <b>{count(images.size)}</b> {images.size === 1 ? 'image' : 'images'}
        </span>
        <span aria-hidden>×</span>
        <span>
          <b>{count(recipients)}</b> {recipients === 1 ? 'project' : 'projects'}
        </span>
        <span aria-hidden>=</span>
        <span className={classes.pairs}>
          <b>{count(pairs)}</b> {pairs === 1 ? 'pair' : 'pairs'}
        </span>
      </p>
      {pairs > 0 && (
        <p className={classes.hint}>Pairs that exist already stay as they are; only the others are sent.</p>
      )}
      {pasted.rejected > 0 && (
        <p className={classes.warning} data-tone="bad">
          <b>{plural(pasted.rejected, 'pasted entry', 'pasted entries')} rejected</b> and not shared with.
          Correct or remove them in the table.
        </p>
      )}
      {warnings.length > 0 && (
        <ul className={classes.warnings} aria-label="Images that need a look">
          {warnings.slice(0, SHOWN).map(({ id, name, text }) => (
            <li key={id} className={classes.warning} data-tone="warn">
              <b>{name}</b> {text}
            </li>
          ))}
          {warnings.length > SHOWN && (
            <li className={classes.hint}>and {plural(warnings.length - SHOWN, 'more image')}</li>
          )}
        </ul>
      )}
      {pasted.unseen > 0 && <NewRecipients control={control} verdicts={pasted} />}
      <SubmitButton
        pairs={pairs}
        busy={busy}
        missing={
          (reading && 'Reading the pasted text …') ||
          (images.size === 0 && 'Choose at least one image.') ||
          (recipients === 0 && 'Choose or paste at least one project.') ||
          null
        }
      />
    </section>
  )
}
