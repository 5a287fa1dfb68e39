import { VisuallyHidden } from '@mantine/core'
import { useMemo } from 'react'
import { useModule } from '../../ui/use-module.ts'
import { namesBeside } from './names-beside.ts'
import type { Paste } from './use-paste.ts'
import { sumText } from './words.ts'

/** Loaded when the field gets the focus, or has a text from the start. */
const loadTable = async () => (await import('./VerdictTable.tsx')).VerdictTable
const loadOffer = async () => (await import('../../book/OfferToBook.tsx')).OfferToBook

/** The verdicts on what was pasted; nothing without a text. */
export function PastedLines({ paste, className }: { paste: Paste; className: string | undefined }) {
  const { verdicts } = paste
  const VerdictTable = useModule(loadTable, paste.touched)
  const isThere = verdicts.text !== ''
  const names = useMemo(() => namesBeside(verdicts), [verdicts])
  const OfferToBook = useModule(loadOffer, names.length > 0)
  return (
    <>
      {/* Always there, as what comes with its text is not announced everywhere. */}
      <VisuallyHidden role="status">{isThere && sumText(verdicts)}</VisuallyHidden>
      {isThere && VerdictTable && (
        <div className={className} data-verdicts>
          <VerdictTable verdicts={verdicts} onReplace={paste.replace} onTake={paste.take} />
        </div>
      )}
      {isThere && OfferToBook && <OfferToBook names={names} />}
    </>
  )
}
