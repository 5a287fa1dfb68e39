import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { JobDetail } from '#contract/job'
import { countStages, stageOfLetter } from '#contract/picture'
import { jobPictureQuery } from '../api/jobs.ts'
import { Legend } from '../picture/Legend.tsx'
import { type Grid, PairPicture } from '../picture/PairPicture.tsx'
import classes from './JobPicture.module.css'
import { stageLook } from './stage-look.ts'
import { words } from './words.ts'

/** Every pair of a job as a cell, which fills up while the job runs. It is read again with the job. */
export function JobPicture({ job }: { job: JobDetail }) {
  const { data } = useQuery(jobPictureQuery(job.id))
  const { action, images, projects, plan } = job
  const rows = data?.rows
  const grid = useMemo((): Grid => {
    const first = new Set(plan?.firstTime)
    const lookOf = (letter: string) => stageLook(action, stageOfLetter(letter))
    return {
      rows: images,
      columns: projects.map(({ id, name }) => ({ id, name, isNew: first.has(id) })),
      letters: rows ?? [],
      textureOf: (letter) => lookOf(letter).texture,
      wordOf: (letter) => lookOf(letter).word,
    }
  }, [action, images, projects, plan, rows])
  const legend = useMemo(
    () =>
      countStages(rows ?? []).flatMap(([stage, pairs]) => {
        const { texture, word } = stageLook(action, stage)
        return texture ? [{ texture, word, pairs }] : []
      }),
    [action, rows],
  )
  if (rows?.length === 0) return null
  return (
    <div className={classes.picture}>
      <PairPicture grid={grid} label={words.picture(job)} />
      <Legend label={words.legend} entries={legend} />
    </div>
  )
}
