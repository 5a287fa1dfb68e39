import { type ReactNode, useId, useRef } from 'react'
import classes from './ModalDialog.module.css'
import { useModal } from './use-modal.ts'

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
  useModal(dialog)
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
