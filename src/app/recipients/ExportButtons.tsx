import IconDownload from '@tabler/icons-react/icons/IconDownload'
import type { BookEntry, Recipient } from '#contract/recipient'
import { ActionButton } from '../ui/ActionButton.tsx'
import { bookEntries, bookToCsv, bookToJson } from './export-book.ts'
import { words } from './words.ts'

const FORMATS: [word: string, ending: string, type: string, write: (entries: BookEntry[]) => string][] = [
  ['CSV', 'csv', 'text/csv', bookToCsv],
  ['JSON', 'json', 'application/json', bookToJson],
]

/** Gives the whole book as a file that the import takes back. */
export function ExportButtons({ recipients = [] }: { recipients: readonly Recipient[] | undefined }) {
  const isEmpty = !recipients.some(({ sources }) => sources.includes('book'))
  return FORMATS.map(([word, ending, type, write]) => (
    <ActionButton
      key={word}
      size="xs"
      variant="default"
      leftSection={<IconDownload size={14} aria-hidden />}
      blocked={isEmpty ? words.nothingToExport : null}
      onClick={() => download(`recipients.${ending}`, type, write(bookEntries(recipients)))}
    >
      {words.export(word)}
    </ActionButton>
  ))
}

/** Hands a text to the browser as a file. */
function download(name: string, type: string, text: string) {
  const url = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
