import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { OwnerAction } from '#contract/pair'
import { unpackIds, unpackLeftOut } from '../plan/plan-address.ts'
import { Help } from '../ui/Help.tsx'
import { PageHeader } from '../ui/PageHeader.tsx'
import { type Prefill, ShareForm } from './ShareForm.tsx'
import { shareSearch } from './search.ts'
import { pageWords } from './words.ts'

/** The start page: one form, prefilled from the address when that names images, projects or a reason. */
export const SharePage = () => <FormPage action="share" />

/** The page to stop sharing, with the same plan before anything is sent. */
export const StopPage = () => <FormPage action="unshare" />

const ADDRESS = { share: '/share', unshare: '/stop' } as const

function FormPage({ action }: { action: OwnerAction }) {
  const search = useSearch({ strict: false })
  const navigate = useNavigate()
  // The address only gives the form its first values; it is not read again after that.
  const [prefill] = useState((): Prefill => {
    const { images, projects, without, reason } = shareSearch.parse(search)
    return {
      images: new Set(unpackIds(images)),
      projects: new Set(),
      text: unpackIds(projects).join('\n'),
      leftOut: unpackLeftOut(without, unpackIds(images), unpackIds(projects)),
      reason: reason ?? '',
    }
  })
  return (
    <>
      <PageHeader
        title={pageWords.title[action]}
        tone={action === 'unshare' ? 'stop' : undefined}
        aside={<Help topic="pair" />}
      >
        {pageWords.lead[action]}
      </PageHeader>
      <ShareForm
        action={action}
        prefill={prefill}
        onShared={() => void navigate({ to: ADDRESS[action], search: {}, replace: true, resetScroll: false })}
      />
    </>
  )
}
