import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import { findSubmission } from '../../api/share-images.ts'
import { outcomeWords } from '../words.ts'
import classes from './OutcomeNote.module.css'

const CHECKS = 5
const EVERY_MS = 2000

/**
 * The connection broke after sending. Asks the server a few times whether it has the submission; then it is the
 * operator's turn. Trying again is safe: it carries the same key.
 */
export function LostNote(props: {
  submission: string
  onFound: (jobId: string) => void
  onRetry: () => void
}) {
  const check = useQuery({
    queryKey: ['submission', props.submission],
    queryFn: async () => (await findSubmission(props.submission))?.id ?? null,
    retry: false,
    gcTime: 0,
    refetchInterval: ({ state }) =>
      state.data || state.dataUpdateCount + state.errorUpdateCount >= CHECKS ? false : EVERY_MS,
  })
  const onFound = useEffectEvent(props.onFound)
  const jobId = check.data
  useEffect(() => {
    if (jobId) onFound(jobId)
  }, [jobId])

  let answer = outcomeWords.asking
  if (jobId === null) answer = outcomeWords.notThere
  if (check.isError) answer = outcomeWords.noAnswer
  return (
    <div role="alert" className={classes.note} data-tone="warn">
      <p>
        <b>{outcomeWords.broke}</b>
        {outcomeWords.brokeMeans}
      </p>
      <p role="status">{answer}</p>
      <p className={classes.actions}>
        <Button size="xs" variant="default" loading={check.isFetching} onClick={() => void check.refetch()}>
          {outcomeWords.checkAgain}
        </Button>
        <Button size="xs" onClick={props.onRetry}>
          {outcomeWords.tryAgain}
        </Button>
      </p>
    </div>
  )
}
