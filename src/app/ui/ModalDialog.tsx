import { type ReactNode, useId, useLayoutEffect, useRef } from 'react'
import classes from './ModalDialog.module.css'

/**
 * A question that has to be answered before anything else. The browser's own dialog: it keeps the focus
 * inside, gives it back afterwards, and closes on Escape. The last child is the row of buttons.
 */
export function ModalDialog(props: { title: string; onClose: () => void; children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  // Closed before it is taken away: only then the browser gives the focus back.
  useLayoutEffect(() => {
    const element = dialog.current
    element?.showModal()
    return () => element?.close()
  }, [])
  return (
    <dialog
      ref={dialog}
      className={classes.dialog}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault()
        props.onClose()
      }}
    >
      <h2 id={titleId}>{props.title}</h2>
      {props.children}
    </dialog>
  )
}
