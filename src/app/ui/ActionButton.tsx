import { Button, type ButtonProps } from '@mantine/core'
import { type MouseEvent, type MouseEventHandler, type ReactNode, type Ref, useId } from 'react'

/**
 * A button that may be out of use for now. It then does nothing, and tells pointer and screen reader why. It
 * is not disabled outright: then the keyboard could not reach it, and the focus would be lost.
 */
export function ActionButton({
  blocked,
  label,
  onClick,
  renderRoot,
  ...props
}: ButtonProps & {
  /** Why it does nothing now; null when it does. */
  blocked: string | null
  /** A name that says more than what is visible, and contains it. */
  label?: string
  onClick?: MouseEventHandler<HTMLButtonElement> | undefined
  type?: 'button' | 'submit'
  form?: string
  title?: string
  ref?: Ref<HTMLButtonElement>
  children: ReactNode
  /** As a link, while it is in use. */
  renderRoot?: (props: Record<string, unknown>) => ReactNode
}) {
  const id = useId()
  const outOfUse = {
    'aria-disabled': true,
    'data-disabled': true,
    'aria-describedby': id,
    title: blocked ?? '',
    onClick: (event: MouseEvent) => event.preventDefault(),
  }
  return (
    <>
      <Button
        {...props}
        aria-label={label}
        {...(blocked === null ? { onClick, ...(renderRoot && { renderRoot }) } : outOfUse)}
      />
      {blocked !== null && (
        <span id={id} hidden>
          {blocked}
        </span>
      )}
    </>
  )
}
