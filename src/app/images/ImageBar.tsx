import IconOctagonMinus from '@tabler/icons-react/icons/IconOctagonMinus'
import { Link } from '@tanstack/react-router'
import type { Image } from '#contract/image'
import { planAddress } from '../plan/plan-address.ts'
import { ActionButton } from '../ui/ActionButton.tsx'
import { CopyButton } from '../ui/CopyButton.tsx'
import { SelectionBar } from '../ui/table/SelectionBar.tsx'
import classes from './ImageFilters.module.css'
import { words } from './words.ts'

/** What can be done with the chosen images. */
export function ImageBar(props: {
  shown: readonly Image[]
  chosen: readonly Image[]
  onChoose: (ids: readonly string[], on: boolean) => void
}) {
  const ids = props.chosen.map(({ id }) => id)
  const address = planAddress({ images: ids, projects: [], reason: '' })
  const blocked = address ? null : words.tooMany
  return (
    <SelectionBar
      label={words.bar}
      one="image"
      shown={props.shown.map(({ id }) => id)}
      chosen={new Set(ids)}
      onChoose={props.onChoose}
    >
      {ids.length > 0 && (
        <>
          <ActionButton
            size="xs"
            variant="default"
            blocked={blocked}
            renderRoot={(link) => <Link {...link} to="/share" search={{ images: address?.images }} />}
          >
            {words.share(ids.length)}
          </ActionButton>
          <ActionButton
            size="xs"
            variant="default"
            className={classes.stop}
            data-tone="stop"
            leftSection={<IconOctagonMinus size={14} aria-hidden />}
            blocked={blocked}
            renderRoot={(link) => <Link {...link} to="/stop" search={{ images: address?.images }} />}
          >
            {words.stop(ids.length)}
          </ActionButton>
          <CopyButton text={() => ids.join('\n')} label={words.copyIds(ids.length)} />
        </>
      )}
    </SelectionBar>
  )
}
