import { Button } from '@mantine/core'
import { useBlocker } from '@tanstack/react-router'
import { ModalDialog } from '../ui/ModalDialog.tsx'

/** Asks before a navigation, or the closing of the tab, throws away what was filled in. */
export function LeaveGuard({ hasContent }: { hasContent: () => boolean }) {
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => current.pathname !== next.pathname && hasContent(),
    enableBeforeUnload: hasContent,
    withResolver: true,
  })
  if (blocker.status !== 'blocked') return null
  return (
    <ModalDialog title="Leave without sharing?" onClose={blocker.reset}>
      <p>The images, projects and the reason that you filled in will be gone. Nothing has been shared.</p>
      <div>
        <Button variant="default" onClick={blocker.reset}>
          Stay
        </Button>
        <Button color="red.9" onClick={blocker.proceed}>
          Leave
        </Button>
      </div>
    </ModalDialog>
  )
}
