import { VisuallyHidden } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { isRefusal } from '../api/client.ts'
import { type LiveJobs, liveJobsQuery, pollInterval, refreshAfter } from '../api/jobs.ts'
import { otherSessionQuery, signedOutQuery } from '../api/signed-out.ts'
import { BASE_PATH } from '../base-path.ts'
import { clockTime } from '../format.ts'
import { endingText } from '../job-words.ts'
import { setTitlePrefix } from '../ui/page-title.ts'
import { compareJobs } from './job-changes.ts'
import { useNotifyChoice } from './notify-choice.ts'
import { runningAndFailed, words } from './words.ts'

const AFTER_FAILURE_MS = 3000
const HIDDEN_MS = 30_000

/**
 * The only poller, and the effects of what it sees: data that jobs have changed is read again, the ends of
 * jobs are announced to screen readers (and to the desktop if asked for), and the title and the icon of the
 * tab show what runs and what failed. Hidden tabs do not poll, unless the operator asked for notifications
 * and a job is running. Mounted once, in the shell.
 */
export function JobsWatch() {
  const client = useQueryClient()
  const notify = useNotifyChoice()
  const { data, dataUpdatedAt, error } = useQuery({
    ...liveJobsQuery,
    refetchInterval: ({ state }) => {
      if (client.getQueryData(signedOutQuery.queryKey) || client.getQueryData(otherSessionQuery.queryKey))
        return false
      if (document.hidden) return notify && state.data && state.data.running > 0 ? HIDDEN_MS : false
      return state.status === 'error' ? AFTER_FAILURE_MS : pollInterval(state.data)
    },
    refetchIntervalInBackground: notify,
    refetchOnWindowFocus: 'always',
    refetchOnReconnect: 'always',
  })
  const before = useRef<LiveJobs>(undefined)
  const [news, setNews] = useState('')

  useEffect(() => {
    if (!data) return
    const { changed, ended } = compareJobs(before.current?.jobs ?? data.jobs, data.jobs)
    before.current = data
    refreshAfter(client, changed)
    if (ended.length === 0) return
    const text = ended.length > 3 ? words.manyEnded(ended.length) : ended.map(endingText).join(' ')
    setNews(text)
    if (notify && document.hidden) new Notification(words.product, { body: text, tag: 'jobs' })
  }, [data, client, notify])

  const running = data?.running ?? 0
  const failed = data?.failed ?? 0
  useEffect(() => {
    const state = runningAndFailed({ running, failed })
    setTitlePrefix(state && `(${state}) `)
    const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]')
    const calm = running > 0 ? 'favicon-running.svg' : 'favicon.svg'
    if (icon) icon.href = `${BASE_PATH}/${failed > 0 ? 'favicon-failed.svg' : calm}`
  }, [running, failed])

  // Both are there before they speak. A check that fails again and again is told once.
  return (
    <VisuallyHidden>
      <p role="status">{news}</p>
      <p role="status">
        {error && dataUpdatedAt > 0 && words.checkFailed(clockTime(dataUpdatedAt), !isRefusal(error))}
      </p>
    </VisuallyHidden>
  )
}
