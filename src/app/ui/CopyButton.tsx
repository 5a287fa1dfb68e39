import { ActionIcon, Button } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import IconCheck from '@tabler/icons-react/icons/IconCheck'
import IconCopy from '@tabler/icons-react/icons/IconCopy'

/**
 * Copies a text and says so in its own label. `text` returns null when there is nothing to copy. `small`:
 * only the icon.
 */
export function CopyButton(props: { text: () => string | null; label: string; small?: boolean }) {
  const { copy, copied, error } = useClipboard({ timeout: 2000 })
  const offered = error ? 'Copying is not allowed here' : props.label
  const label = copied ? 'Copied' : offered
  const icon = copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />
  const onClick = () => {
    const text = props.text()
    if (text !== null) copy(text)
  }
  if (props.small)
    return (
      <ActionIcon variant="subtle" color="gray" size="sm" aria-label={label} title={label} onClick={onClick}>
        {icon}
      </ActionIcon>
    )
  return (
    <Button variant="default" size="xs" leftSection={icon} onClick={onClick}>
      {label}
    </Button>
  )
}
