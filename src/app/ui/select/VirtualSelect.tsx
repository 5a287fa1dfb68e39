import { TextInput, VisuallyHidden } from '@mantine/core'
import IconChevronDown from '@tabler/icons-react/icons/IconChevronDown'
import { type ClipboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { loadPart } from '../load-part.ts'
import { type ChoiceKind, toggled } from './choice-kind.ts'
import { SelectDropdown } from './SelectDropdown.tsx'
import { SelectedItems } from './SelectedItems.tsx'
import { TakenNote } from './TakenNote.tsx'
import type { TakenEntries } from './take-entries.ts'
import { useSelectList } from './use-select-list.ts'
import classes from './VirtualSelect.module.css'

/** The height of the list, in px; the style sheet has the same. */
const VIEWPORT = 336

/** Asked for with the focus: what is pasted may be a mail or a listing, and there is much to know about these. */
const loadPasting = () => loadPart(() => import('./take-pasted.ts'))

/**
 * Chooses many of very many items: a search field over a list of which only the visible rows exist. The
 * chosen items are shown as a count, a few names and a panel. Several names or IDs pasted into the search are
 * chosen at once.
 */
export function VirtualSelect<T>(props: {
  label: string
  placeholder: string
  kind: ChoiceKind<T>
  /** Undefined while they are loading. */
  items: readonly T[] | undefined
  byId: ReadonlyMap<string, T>
  /** Shown in the list instead of items: an error, or why there are none. */
  fallback?: ReactNode
  rowHeight: number
  renderOption: (item: T) => ReactNode
  selected: ReadonlySet<string>
  onChange: (selected: ReadonlySet<string>) => void
  error?: string | undefined
  inputRef?: (input: HTMLInputElement | null) => void
}) {
  const { kind, items = [], selected, onChange } = props
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const [taken, setTaken] = useState<TakenEntries | null>(null)
  const list = useSelectList({
    kind,
    items,
    scroller,
    rowHeight: props.rowHeight,
    viewport: VIEWPORT,
    onToggle: (item) => onChange(toggled(kind, item, selected)),
  })

  const now = useRef({ items, selected, onChange })
  useEffect(() => {
    now.current = { items, selected, onChange }
  })
  const onPaste = async (event: ClipboardEvent<HTMLInputElement>) => {
    event.preventDefault()
    const { value, selectionStart, selectionEnd } = event.currentTarget
    const text = event.clipboardData.getData('text/plain')
    const { takePasted } = await loadPasting()
    const result = takePasted(text, now.current.items, kind)
    if (!result)
      return list.search(value.slice(0, selectionStart ?? 0) + text.trim() + value.slice(selectionEnd ?? 0))
    now.current.onChange(new Set([...now.current.selected, ...result.ids]))
    setTaken(result)
  }

  const listId = `${id}-list`
  const inSight = list.open && list.view.rows.includes(list.active)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only notices that the focus has left.
    <div
      className={classes.select}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (list.open && !currentTarget.contains(relatedTarget)) list.close()
      }}
    >
      <TextInput
        ref={props.inputRef}
        label={props.label}
        placeholder={props.placeholder}
        role="combobox"
        aria-expanded={list.open}
        aria-controls={list.open ? listId : undefined}
        aria-haspopup="listbox"
        aria-autocomplete="list"
        aria-activedescendant={inSight ? `${listId}-${list.active}` : undefined}
        autoComplete="off"
        spellCheck={false}
        value={list.query}
        error={props.error}
        rightSection={<IconChevronDown size={16} aria-hidden />}
        rightSectionPointerEvents="none"
        onChange={({ currentTarget }) => list.search(currentTarget.value)}
        onClick={list.openList}
        onFocus={() => void loadPasting()}
        onKeyDown={list.onKeyDown}
        onPaste={(event) => void onPaste(event)}
      />
      <div className={classes.anchor}>
        {list.open && (
          <SelectDropdown
            list={list}
            kind={kind}
            listId={listId}
            scroller={scroller}
            selected={selected}
            onChange={onChange}
            label={props.label}
            loading={props.items === undefined}
            fallback={props.fallback}
            rowHeight={props.rowHeight}
            renderOption={props.renderOption}
          />
        )}
      </div>
      <VisuallyHidden role="status">{list.open && props.items ? list.told : ''}</VisuallyHidden>
      {taken && <TakenNote taken={taken} kind={kind} onClose={() => setTaken(null)} />}
      <SelectedItems kind={kind} byId={props.byId} selected={selected} onChange={onChange} />
    </div>
  )
}
