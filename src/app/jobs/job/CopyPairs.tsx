import { Button } from '@mantine/core'
import IconCopy from '@tabler/icons-react/icons/IconCopy'
import { useState } from 'react'
import type { JobDetail } from '#contract/job'
import type { PairFilter } from '#contract/pair'
import { readPairs } from '../../api/jobs.ts'
import { plural } from '../../format.ts'
import { CopyByHand } from '../../ui/CopyByHand.tsx'
import { copyLater } from '../../ui/copy-later.ts'
import { copyWords, pairWords } from '../words.ts'
import classes from './PairFilter.module.css'
import { pairsToTable } from './pairs-to-table.ts'

/** Copies the pairs that are shown, also those that are not loaded yet, as rows for a spreadsheet or a ticket. */
export function CopyPairs({ job, filter }: { job: JobDetail; filter: PairFilter }) {
  const [said, say] = useState('')
  const [busy, setBusy] = useState(false)
  const [byHand, setByHand] = useState<string | null>(null)
  const copy = async () => {
    setBusy(true)
    say(copyWords.reading)
    try {
      const read = readPairs(job, () => {}, filter)
      const text = read.then((pairs) => pairsToTable(job, pairs))
      const isCopied = await copyLater(text)
      say(isCopied ? copyWords.copied(plural((await read).length, 'pair')) : '')
      if (!isCopied) setByHand(await text)
    } catch (error) {
      say(copyWords.notCopied((error as Error).message))
    }
    setBusy(false)
  }
  return (
    <>
      <Button
        variant="default"
        size="xs"
        title={pairWords.copyHint}
        leftSection={<IconCopy size={14} aria-hidden />}
        loading={busy}
        onClick={() => void copy()}
      >
        {pairWords.copy}
      </Button>
      <span role="status" className={classes.said}>
        {said}
      </span>
      {byHand !== null && <CopyByHand text={byHand} onClose={() => setByHand(null)} />}
    </>
  )
}
