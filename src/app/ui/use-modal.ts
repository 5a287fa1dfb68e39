import { type RefObject, useLayoutEffect } from 'react'

/** Opens the browser's own dialog, which keeps the focus inside, and gives it back afterwards. */
export function useModal(dialog: RefObject<HTMLDialogElement | null>) {
  // Closed before it is taken away: only then the browser gives the focus back.
  useLayoutEffect(() => {
    const element = dialog.current
    element?.showModal()
    return () => element?.close()
  }, [dialog])
}
