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
import { count, plural } from '../../format.ts'
import { copyLater } from '../../ui/copy-later.ts'
import classes from '../job/JobPage.module.css'
import { toCommands } from './to-commands.ts'
import { toCurl } from './to-curl.ts'
import { toJson } from './to-json.ts'

/** What is copied, and how much of it in words. */
type Copy = { text: string; amount: string }
type Make = (job: JobDetail, onRead: (pairs: number) => void) => Promise<Copy>

const FORMS: Record<string, Make> = {
  'Copy as curl': async (job, onRead) => {
    const rectangles = cover(await positions(job, onRead))
    return {
      text: toCurl(job, rectangles, window.location.origin),
      amount: plural(rectangles.length, 'call'),
    }
  },
  'Copy as openstack commands': async (job, onRead) => {
    const pairs = await positions(job, onRead)
    return { text: toCommands(job, pairs), amount: plural(pairs.length, 'line') }
  },
  'Copy as JSON': async (job, onRead) => {
    const pairs = await readPairs(job, onRead)
    return { text: toJson(job, pairs), amount: plural(pairs.length, 'pair') }
  },
}

/** The pairs of a job; only those of a job that has not all of its images with all of its projects must be read. */
const positions = async (job: JobDetail, onRead: (pairs: number) => void) =>
  isWhole(job) ? allPositions(job.images.length, job.projects.length) : readPairs(job, onRead)

/** The job to take along: for a shell, for a program, as a proof. Says below what is going on. */
export function JobCopies({ job }: { job: JobDetail }) {
  const [said, say] = useState('')
  const download = useDownload()
  const [busy, setBusy] = useState(false)
  const copy = async (make: Make) => {
    setBusy(true)
    say('Reading the pairs…')
    try {
      const made = make(job, (read) => say(`Read ${count(read)} of ${plural(job.pairs.total, 'pair')}…`))
      await copyLater(made.then(({ text }) => text))
      say(`Copied ${(await made).amount}`)
    } catch (error) {
      say(`Not copied: ${(error as Error).message}`)
    }
    setBusy(false)
  }
  return (
    <span className={classes.copies}>
      {/* In place, not in a portal: the menu stays in the page's landmark. */}
      <Menu
        position="bottom-end"
        withinPortal={false}
        withInitialFocusPlaceholder={false}
        transitionProps={{ duration: 0 }}
      >
        <Menu.Target>
          <Button variant="default" size="xs" rightSection={<IconChevronDown size={14} aria-hidden />}>
            Copy or download
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
            Download evidence
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <span role="status" className={classes.said}>
        {said}
      </span>
    </span>
  )
}
