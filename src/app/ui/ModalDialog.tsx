import { type ReactNode, useId, useLayoutEffect, useRef } from 'react'
import classes from './ModalDialog.module.css'

/**
 * A question that has to be answered before anything else. The browser's own dialog: it keeps the focus
 * inside, gives it back afterwards, and closes on Escape. The last child is the row of buttons. As a page it covers all
 * that is behind it.
 */
export function ModalDialog(props: {
  title: string
  onClose: () => void
  children: ReactNode
  isPage?: boolean
}) {
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  const Title = props.isPage ? 'h1' : 'h2'
  // Closed before it is taken away: only then the browser gives the focus back.
  useLayoutEffect(() => {
    const element = dialog.current
    element?.showModal()
    return () => element?.close()
  }, [])
  return (
    <dialog
      ref={dialog}
      className={props.isPage ? classes.page : classes.dialog}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault()
        props.onClose()
      }}
    >
      <Title id={titleId}>{props.title}</Title>
      {props.children}
    </dialog>
  )
}
