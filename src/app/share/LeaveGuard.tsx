import { Button } from '@mantine/core'
import { useBlocker } from '@tanstack/react-router'
import type { OwnerAction } from '#contract/pair'
import { isKept } from '../api/kept-input.ts'
import { ModalDialog } from '../ui/ModalDialog.tsx'
import { pageWords } from './words.ts'

/** Asks before a navigation, or the closing of the tab, throws away what was filled in. */
export function LeaveGuard({ action, hasContent }: { action: OwnerAction; hasContent: () => boolean }) {
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => current.pathname !== next.pathname && hasContent(),
    enableBeforeUnload: () => !isKept() && hasContent(),
    withResolver: true,
  })
  if (blocker.status !== 'blocked') return null
  return (
    <ModalDialog title={pageWords.leave[action]} onClose={blocker.reset}>
      <p>{pageWords.leaveMeans[action]}</p>
      <div>
        <Button variant="default" onClick={blocker.reset}>
          {pageWords.stay}
        </Button>
        <Button color="stop" onClick={blocker.proceed}>
          {pageWords.leaveNow}
        </Button>
      </div>
    </ModalDialog>
  )
}
