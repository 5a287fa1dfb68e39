import { Button } from '@mantine/core'
import IconDownload from '@tabler/icons-react/icons/IconDownload'
import IconTag from '@tabler/icons-react/icons/IconTag'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Recipient } from '#contract/recipient'
import { useReadOnly } from '../api/settings.ts'
import { planAddress } from '../plan/plan-address.ts'
import { ActionButton } from '../ui/ActionButton.tsx'
import { SelectionBar } from '../ui/table/SelectionBar.tsx'
import { useModule } from '../ui/use-module.ts'
import { downloadEntries, FORMATS } from './export-book.ts'
import { bulkWords } from './words.ts'

const load = async () => (await import('./GroupDialog.tsx')).GroupDialog

/** What can be done with the chosen recipients. */
export function BulkBar(props: {
  recipients: readonly Recipient[]
  shown: readonly Recipient[]
  chosen: readonly Recipient[]
  onChoose: (ids: readonly string[], on: boolean) => void
  onDone: (told: string) => void
}) {
  const { chosen } = props
  const readOnly = useReadOnly('change the book')
  const [isGrouping, setGrouping] = useState(false)
  const GroupDialog = useModule(load, isGrouping)
  const address = planAddress({ images: [], projects: chosen.map(({ id }) => id), reason: '' })
  return (
    <SelectionBar
      label={bulkWords.bar}
      one="recipient"
      shown={props.shown.map(({ id }) => id)}
      chosen={new Set(chosen.map(({ id }) => id))}
      onChoose={props.onChoose}
    >
      {chosen.length > 0 && (
        <>
          <ActionButton
            size="xs"
            variant="default"
            blocked={address ? null : bulkWords.tooMany}
            renderRoot={(link) => <Link {...link} to="/share" search={{ projects: address?.projects }} />}
          >
            {bulkWords.share(chosen.length)}
          </ActionButton>
          <ActionButton
            size="xs"
            variant="default"
            leftSection={<IconTag size={14} aria-hidden />}
            blocked={readOnly}
            onClick={() => setGrouping(true)}
          >
            {bulkWords.groups}
          </ActionButton>
          {FORMATS.map((format) => (
            <Button
              key={format.word}
              size="xs"
              variant="default"
              leftSection={<IconDownload size={14} aria-hidden />}
              onClick={() => downloadEntries(format, chosen)}
            >
              {bulkWords.exportAs(format.word, chosen.length)}
            </Button>
          ))}
        </>
      )}
      {isGrouping && GroupDialog && (
        <GroupDialog
          recipients={props.recipients}
          chosen={chosen}
          onClose={(told) => {
            setGrouping(false)
            if (told) props.onDone(told)
          }}
        />
      )}
    </SelectionBar>
  )
}
