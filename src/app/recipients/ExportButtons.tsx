import IconDownload from '@tabler/icons-react/icons/IconDownload'
import type { Recipient } from '#contract/recipient'
import { ActionButton } from '../ui/ActionButton.tsx'
import { downloadEntries, FORMATS } from './export-book.ts'
import { words } from './words.ts'

/** Gives the whole book as a file that the import takes back. */
export function ExportButtons({ recipients = [] }: { recipients: readonly Recipient[] | undefined }) {
  const book = recipients.filter(({ sources }) => sources.includes('book'))
  return FORMATS.map((format) => (
    <ActionButton
      key={format.word}
      size="xs"
      variant="default"
      leftSection={<IconDownload size={14} aria-hidden />}
      blocked={book.length === 0 ? words.nothingToExport : null}
      onClick={() => downloadEntries(format, book)}
    >
      {words.export(format.word)}
    </ActionButton>
  ))
}
