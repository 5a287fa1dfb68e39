import { type ReactNode, useId, useRef, useState } from 'react'
import classes from './Flyout.module.css'

/** From the edges of the window, in px. */
const EDGE = 8
/** Room that is needed below the button, in px; else it opens above. */
const ROOM_BELOW = 200

/**
 * A button with a small window of its own beside it: a menu, a word of help. It is the browser's own popover: Escape and
 * a press elsewhere close it, and the keyboard goes on inside.
 */
export function Flyout(props: {
  /** The name of the window. */
  label: string
  /** What the button shows, and its name where that is more than what is visible. */
  button: ReactNode
  buttonLabel?: string | undefined
  buttonTitle?: string | undefined
  className?: string | undefined
  /** Stays where it is while the page scrolls, as the header does. */
  isFixed?: boolean
  children: (close: () => void) => ReactNode
}) {
  const id = useId()
  const invoker = useRef<HTMLButtonElement>(null)
  const box = useRef<HTMLDivElement>(null)
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <button
        ref={invoker}
        type="button"
        className={props.className}
        popoverTarget={id}
        aria-label={props.buttonLabel}
        title={props.buttonTitle}
      >
        {props.button}
      </button>
      <div
        ref={box}
        id={id}
        popover="auto"
        role="dialog"
        aria-label={props.label}
        className={classes.flyout}
        data-fixed={props.isFixed || undefined}
        onBeforeToggle={({ newState }) => {
          if (newState === 'open' && invoker.current && box.current) place(box.current, invoker.current)
        }}
        // Once it is seen: only then something in it can take the focus.
        onToggle={({ newState }) => setOpen(newState === 'open')}
      >
        {isOpen && props.children(() => box.current?.hidePopover())}
      </div>
    </>
  )
}

/** Below the button, or above where there is no room; from its left edge, or in the right half from its right one. */
function place({ style, dataset }: HTMLElement, invoker: HTMLElement) {
  const { left, right, top, bottom } = invoker.getBoundingClientRect()
  const { clientWidth, clientHeight } = document.documentElement
  const isLeft = (left + right) / 2 < clientWidth / 2
  const isBelow = bottom + ROOM_BELOW < clientHeight
  const [x, y] = dataset.fixed ? [0, 0] : [window.scrollX, window.scrollY]
  const at = {
    left: isLeft ? Math.max(EDGE, left + x) : null,
    right: isLeft ? null : Math.max(EDGE, clientWidth - right - x),
    top: isBelow ? bottom + y + 4 : null,
    bottom: isBelow ? null : clientHeight - top - y + 4,
  }
  for (const [side, px] of Object.entries(at))
    style.setProperty(`--${side}`, px === null ? 'auto' : `${px}px`)
}
