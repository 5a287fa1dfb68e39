import { ActionIcon, Button } from '@mantine/core'
import { useTimeout } from '@mantine/hooks'
import IconCheck from '@tabler/icons-react/icons/IconCheck'
import IconCopy from '@tabler/icons-react/icons/IconCopy'
import { useState } from 'react'
import { CopyByHand } from './CopyByHand.tsx'
import { copyLater } from './copy-later.ts'

/**
 * Copies a text and says so in its own label. `text` returns null when there is nothing to copy. `small`:
 * only the icon.
 */
export function CopyButton(props: { text: () => string | null; label: string; small?: boolean }) {
  const [copied, setCopied] = useState(false)
  const [byHand, setByHand] = useState<string | null>(null)
  const { start } = useTimeout(() => setCopied(false), 2000)
  const label = copied ? 'Copied' : props.label
  const icon = copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />
  const copy = async () => {
    const text = props.text()
    if (text === null) return
    if (!(await copyLater(Promise.resolve(text)))) return setByHand(text)
    setCopied(true)
    start()
  }
  return (
    <>
      {props.small ? (
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={label}
          title={label}
          onClick={() => void copy()}
        >
          {icon}
        </ActionIcon>
      ) : (
        <Button variant="default" size="xs" leftSection={icon} onClick={() => void copy()}>
          {label}
        </Button>
      )}
      {byHand !== null && <CopyByHand text={byHand} onClose={() => setByHand(null)} />}
    </>
  )
}
