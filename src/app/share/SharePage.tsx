import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { OwnerAction } from '#contract/pair'
import { unpackIds } from '../plan/plan-address.ts'
import { PageHeader } from '../ui/PageHeader.tsx'
import { type Prefill, ShareForm } from './ShareForm.tsx'
import { shareSearch } from './search.ts'

/** The start page: one form, prefilled from the address when that names images, projects or a reason. */
export const SharePage = () => <FormPage action="share" />

/** The page to stop sharing, with the same plan before anything is sent. */
export const StopPage = () => <FormPage action="unshare" />

const WORDS = {
  share: { title: 'Share images', line: 'Every chosen image with every chosen project.', to: '/share' },
  unshare: {
    title: 'Stop sharing',
    line: 'Take images back from projects. Only what is shared now changes.',
    to: '/stop',
  },
} as const

function FormPage({ action }: { action: OwnerAction }) {
  const words = WORDS[action]
  const search = useSearch({ strict: false })
  const navigate = useNavigate()
  // The address only gives the form its first values; it is not read again after that.
  const [prefill] = useState((): Prefill => {
    const { images, projects, reason } = shareSearch.parse(search)
    return {
      images: new Set(unpackIds(images)),
      projects: unpackIds(projects).join('\n'),
      reason: reason ?? '',
    }
  })
  return (
    <>
      <PageHeader title={words.title}>{words.line}</PageHeader>
      <ShareForm
        action={action}
        prefill={prefill}
        onShared={() => void navigate({ to: words.to, search: {}, replace: true, resetScroll: false })}
      />
    </>
  )
}
