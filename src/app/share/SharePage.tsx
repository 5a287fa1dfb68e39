import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { PageHeader } from '../ui/PageHeader.tsx'
import { type Prefill, ShareForm } from './ShareForm.tsx'
import { shareSearch, splitList } from './search.ts'

/** The start page: one form, prefilled from the address when that names images, projects or a reason. */
export function SharePage() {
  const search = useSearch({ strict: false })
  const navigate = useNavigate()
  // The address is where the form starts from; what the operator does afterwards is the operator's.
  const [prefill] = useState((): Prefill => {
    const { images, projects, reason } = shareSearch.parse(search)
    return {
      images: new Set(splitList(images)),
      projects: splitList(projects).join('\n'),
      reason: reason ?? '',
    }
  })
  return (
    <>
      <PageHeader title="Share images">Every chosen image with every chosen project.</PageHeader>
      <ShareForm
        prefill={prefill}
        onShared={() => void navigate({ to: '/share', search: {}, replace: true, resetScroll: false })}
      />
    </>
  )
}
