import { Button, Menu } from '@mantine/core'
import IconChevronDown from '@tabler/icons-react/icons/IconChevronDown'
import IconCopy from '@tabler/icons-react/icons/IconCopy'
import IconDownload from '@tabler/icons-react/icons/IconDownload'
import { useState } from 'react'
import { evidencePath } from '#contract/downloads'
import type { JobDetail } from '#contract/job'
import { allPositions, cover, isWhole } from '#contract/rectangles'
import { useDownload } from '../../api/download.ts'
import { readPairs } from '../../api/jobs.ts'
import { publicAddress } from '../../base-path.ts'
import { plural } from '../../format.ts'
import { CopyByHand } from '../../ui/CopyByHand.tsx'
import { copyLater } from '../../ui/copy-later.ts'
import { MenuInPlace } from '../../ui/MenuInPlace.tsx'
import classes from '../job/JobPage.module.css'
import { copyWords } from '../words.ts'
import { jobToJson } from './to-json.ts'
import { toCommands, toCurl } from './to-shell.ts'

/** The text that is copied, and its size in words. */
type Copy = { text: string; amount: string }
type Make = (job: JobDetail, onRead: (pairs: number) => void) => Promise<Copy>

const FORMS: Record<string, Make> = {
  [copyWords.curl]: async (job, onRead) => {
    const rectangles = cover(await positions(job, onRead))
    return {
      text: toCurl(job, rectangles, publicAddress()),
      amount: plural(rectangles.length, 'call'),
    }
  },
  [copyWords.commands]: async (job, onRead) => {
    const pairs = await positions(job, onRead)
    return { text: toCommands(job, pairs), amount: plural(pairs.length, 'line') }
  },
  [copyWords.json]: async (job, onRead) => {
    const pairs = await readPairs(job, onRead)
    return { text: jobToJson(job, pairs), amount: plural(pairs.length, 'pair') }
  },
}

/**
 * The pairs of a job. They are read only when the job does not have all of its images with all of its
 * projects.
 */
const positions = async (job: JobDetail, onRead: (pairs: number) => void) =>
  isWhole(job) ? allPositions(job.images.length, job.projects.length) : readPairs(job, onRead)

/** Copies or downloads the job: for a shell, for a program, as evidence. A line below tells the progress. */
export function JobCopies({ job }: { job: JobDetail }) {
  const [said, say] = useState('')
  const download = useDownload()
  const [busy, setBusy] = useState(false)
  const [byHand, setByHand] = useState<string | null>(null)
  const copy = async (make: Make) => {
    setBusy(true)
    say(copyWords.reading)
    try {
      const made = make(job, (read) => say(copyWords.read(read, job.pairs.total)))
      const isCopied = await copyLater(made.then(({ text }) => text))
      const { text, amount } = await made
      say(isCopied ? copyWords.copied(amount) : '')
      if (!isCopied) setByHand(text)
    } catch (error) {
      say(copyWords.notCopied((error as Error).message))
    }
    setBusy(false)
  }
  return (
    <span className={classes.copies}>
      <MenuInPlace>
        <Menu.Target>
          <Button variant="default" size="xs" rightSection={<IconChevronDown size={14} aria-hidden />}>
            {copyWords.button}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {Object.entries(FORMS).map(([label, make]) => (
            <Menu.Item
              key={label}
              disabled={busy}
              leftSection={<IconCopy size={14} aria-hidden />}
              onClick={() => void copy(make)}
            >
              {label}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item
            component="a"
            {...download(evidencePath(job.id))}
            leftSection={<IconDownload size={14} aria-hidden />}
          >
            {copyWords.evidence}
          </Menu.Item>
        </Menu.Dropdown>
      </MenuInPlace>
      <span role="status" className={classes.said}>
        {said}
      </span>
      {byHand !== null && <CopyByHand text={byHand} onClose={() => setByHand(null)} />}
    </span>
  )
}
