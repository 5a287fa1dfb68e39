import { ActionIcon } from '@mantine/core'
import IconOctagonMinus from '@tabler/icons-react/icons/IconOctagonMinus'
import IconTableShare from '@tabler/icons-react/icons/IconTableShare'
import IconX from '@tabler/icons-react/icons/IconX'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { MAX_PAIRS } from '#contract/pair'
import { membersIn } from '../api/access-rows.ts'
import { useReadOnly } from '../api/settings.ts'
import { planAddress } from '../plan/plan-address.ts'
import { ActionButton } from '../ui/ActionButton.tsx'
import { CopyButton } from '../ui/CopyButton.tsx'
import classes from './AccessSelection.module.css'
import { MAX_COPIED, pairsToTable } from './copy-pairs.ts'
import { countCells, type Matrix } from './matrix.ts'
import type { Selection } from './selection.ts'
import { words } from './words.ts'

/** No address holds more IDs, however short. */
const MOST_IDS = 3000

/** What is selected, counted, and what can be done with it. */
export function AccessSelection({ chosen, onClear }: { chosen: Chosen; onClear: () => void }) {
  const { images, recipients, pairs, shared, unread } = chosen
  const address = useMemo(
    () =>
      images.length + recipients.length > MOST_IDS
        ? null
        : planAddress({
            images: images.map(({ id }) => id),
            projects: recipients.map(({ id }) => id),
            reason: '',
          }),
    [images, recipients],
  )
  const mayNotShare = useReadOnly('share')
  const mayNotStop = useReadOnly('stop sharing')
  const tooMuch = (pairs > MAX_PAIRS && words.tooMany) || (address === null && words.tooLong) || null
  const toShare = pairs - shared
  const toStop = shared + unread
  return (
    <section className={classes.bar} aria-label={words.selection}>
      <p className={classes.told}>
        {words.selected(toldOf(chosen)).map((text, at) => (
          <span key={text.replace(/\d/g, '')} data-first={at === 0 || undefined}>
            {text}
          </span>
        ))}
      </p>
      <ActionButton
        blocked={mayNotShare ?? tooMuch ?? (toShare === 0 ? words.nothingToShare : null)}
        size="xs"
        leftSection={<IconTableShare size={14} aria-hidden />}
        renderRoot={(own) => <Link {...own} to="/share" search={address ?? {}} />}
      >
        {words.shareThese(toShare)}
      </ActionButton>
      <ActionButton
        blocked={mayNotStop ?? tooMuch ?? (toStop === 0 ? words.nothingToStop : null)}
        size="xs"
        variant="outline"
        color="stop"
        leftSection={<IconOctagonMinus size={14} aria-hidden />}
        renderRoot={(own) => <Link {...own} to="/stop" search={address ?? {}} />}
      >
        {words.stopThese(toStop)}
      </ActionButton>
      {pairs <= MAX_COPIED ? (
        <CopyButton label={words.copy} text={() => pairsToTable(images, recipients)} />
      ) : (
        <ActionButton blocked={words.copyTooMany(MAX_COPIED)} size="xs" variant="default">
          {words.copy}
        </ActionButton>
      )}
      <ActionIcon
        variant="subtle"
        color="gray"
        size="md"
        aria-label={words.clear}
        title={words.clear}
        onClick={onClear}
      >
        <IconX size={16} aria-hidden />
      </ActionIcon>
    </section>
  )
}

/** What is selected: the rows, the columns, and how many of their pairs are shared, and not read. */
export type Chosen = ReturnType<typeof countChosen>
export function countChosen(matrix: Matrix, selection: Selection) {
  const images = matrix.images.filter(({ id }) => selection.images.has(id))
  const recipients = matrix.recipients.filter(({ id }) => selection.recipients.has(id))
  const { total } = countCells(images, recipients, { status: null, since: null })
  const unread = images.filter(({ state }) => state === 'unread' || state === 'waiting').length
  return {
    images,
    recipients,
    pairs: images.length * recipients.length,
    shared: membersIn(total),
    unread: unread * recipients.length,
  }
}

const toldOf = ({ images, recipients, ...counts }: Chosen) => ({
  ...counts,
  images: images.length,
  recipients: recipients.length,
})

/** The same for ears. */
export const selectionText = (chosen: Chosen) =>
  `${words.selection}: ${words.selected(toldOf(chosen)).join(', ')}`
