import { CloseButton } from '@mantine/core'
import IconSearch from '@tabler/icons-react/icons/IconSearch'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { type KeyboardEvent, useMemo, useRef, useState } from 'react'
import type { Settings } from '#contract/settings'
import { settingsQuery } from '../api/settings.ts'
import { CopyByHand } from '../ui/CopyByHand.tsx'
import { copyLater } from '../ui/copy-later.ts'
import { useModal } from '../ui/use-modal.ts'
import classes from './FindDialog.module.css'
import { FindList } from './FindList.tsx'
import { readQuery } from './query.ts'
import { useRecent } from './recent.ts'
import { type Listed, listFound, listStart, type Row } from './sections.ts'
import { useThings } from './use-things.ts'
import { words } from './words.ts'

type Props = { onClose: () => void; onShortcuts: () => void }

/** Finds an image, a recipient, a group, a job, a page: by a name, a ticket, an ID, or a part of one. */
export function FindDialog(props: Props) {
  const { data: settings } = useQuery(settingsQuery)
  return settings && <Find {...props} settings={settings} />
}

const LIST = 'find-list'

function Find({ onClose, onShortcuts, settings }: Props & { settings: Settings }) {
  const dialog = useRef<HTMLDialogElement>(null)
  useModal(dialog)
  const router = useRouter()
  const [text, setText] = useState('')
  const [active, setActive] = useState(0)
  const [copied, setCopied] = useState(false)
  const [byHand, setByHand] = useState<string | null>(null)
  const recent = useRecent(`${settings.user.id}-${settings.project.id}`)
  const query = useMemo(() => readQuery(text), [text])
  const things = useThings(query.search, settings.mayShare)
  const isWhole = things.loading.length === 0
  const listed: Listed =
    text.trim() === ''
      ? listStart(things, recent.keys)
      : listFound(query, things, { mayShare: settings.mayShare, isWhole })
  const rows = listed.sections.flatMap((section) => section.rows)
  const at = Math.min(active, rows.length - 1)

  const copy = async (id: string) => {
    if (await copyLater(Promise.resolve(id))) setCopied(true)
    else setByHand(id)
  }
  const open = (row: Row | undefined) => {
    if (!row) return
    const { go } = 'act' in row ? row.act : row.entry
    if (typeof go === 'object' && 'copy' in go) return void copy(go.copy)
    if ('entry' in row) recent.add(row.entry.key)
    onClose()
    if (go === 'shortcuts') onShortcuts()
    else void router.navigate(go)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const move = (to: number) => setActive((to + rows.length) % Math.max(1, rows.length))
    const keys: Record<string, () => void> = {
      ArrowDown: () => move(at + 1),
      ArrowUp: () => move(at - 1),
      Home: () => move(0),
      End: () => move(rows.length - 1),
      Enter: () => open(rows[at]),
    }
    const act = keys[event.key]
    const id = idOf(rows[at])
    if (!act || event.shiftKey || event.altKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    if (!event.ctrlKey && !event.metaKey) act()
    else if (event.key === 'Enter' && id !== null) void copy(id)
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it, too.
    <dialog
      ref={dialog}
      className={classes.find}
      aria-label={words.title}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onClick={({ target }) => target === dialog.current && onClose()}
    >
      <div className={classes.field}>
        <IconSearch size={18} aria-hidden />
        <input
          role="combobox"
          aria-label={words.title}
          aria-expanded={rows.length > 0}
          aria-controls={LIST}
          aria-haspopup="listbox"
          aria-autocomplete="list"
          aria-activedescendant={rows.length > 0 ? `${LIST}-${at}` : undefined}
          autoComplete="off"
          spellCheck={false}
          placeholder={words.placeholder}
          value={text}
          onChange={({ currentTarget }) => {
            setText(currentTarget.value)
            setActive(0)
            setCopied(false)
          }}
          onKeyDown={onKeyDown}
        />
        {listed.about && <span className={classes.about}>{listed.about}</span>}
        <CloseButton aria-label={words.close} onClick={onClose} />
      </div>
      <p role="status" className={classes.status}>
        {copied ? words.copied : statusOf(text, rows.length, listed, { ...things, ...query })}
      </p>
      <FindList id={LIST} sections={listed.sections} active={at} onOpen={open} />
      <footer className={classes.foot} aria-hidden>
        <kbd>↑</kbd> <kbd>↓</kbd> {words.hints.move} <kbd>Enter</kbd> {words.hints.open} <kbd>Ctrl</kbd>{' '}
        <kbd>Enter</kbd> {words.hints.copy}
      </footer>
      {byHand !== null && <CopyByHand text={byHand} onClose={() => setByHand(null)} />}
    </dialog>
  )
}

const idOf = (row: Row | undefined): string | null => (row && 'entry' in row ? row.entry.id : null)

type State = { loading: readonly string[]; unreadable: readonly string[]; isCut: boolean }

/** What there is to say beside the list: how much was found, and what is missing in it. */
function statusOf(text: string, found: number, { note }: Listed, state: State): string {
  const parts = [
    note,
    state.isCut && words.cut,
    state.unreadable.length > 0 && words.unreadable(state.unreadable),
    state.loading.length > 0 && words.loading(state.loading),
  ].filter(Boolean)
  if (parts.length > 0) return parts.join(' ')
  return text.trim() === '' ? '' : words.told(found)
}
