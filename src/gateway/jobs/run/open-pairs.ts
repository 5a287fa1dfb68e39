import { parts } from '../../store/parts.ts'
import type { RunStore } from '../../store/runs/run-store.ts'
import type { RunJob, RunPair } from '../model/run.ts'

/** The pairs of a running job that have no final state yet. */
export type OpenPairs = {
  /** How many are left. */
  count(): number
  /** Positions of the images that have some. */
  images(): number[]
  /** Those of these images and, when given, these projects. */
  among(images: readonly number[], projects?: readonly number[]): RunPair[]
  /** The pair that the cloud means; IDs of images in either case. */
  find(imageId: string, projectId: string): RunPair | undefined
  /** Takes new versions of pairs; those with a final state are open no more. */
  put(pairs: readonly RunPair[]): void
}

/** The open pairs of a job as it was loaded. */
export function createOpenPairs(job: RunJob): OpenPairs {
  const byImage = new Map<number, Map<number, RunPair>>()
  const imageAt = new Map(job.images.map((id, position) => [id, position]))
  const projectAt = new Map(job.projects.map((id, position) => [id, position]))
  const put = (pairs: readonly RunPair[]) => {
    for (const pair of pairs) {
      const row = byImage.get(pair.image) ?? new Map<number, RunPair>()
      if (pair.state === 'waiting' || pair.state === 'sent') row.set(pair.project, pair)
      else row.delete(pair.project)
      if (row.size > 0) byImage.set(pair.image, row)
      else byImage.delete(pair.image)
    }
  }
  put(job.open)
  return {
    count: () => [...byImage.values()].reduce((sum, row) => sum + row.size, 0),
    images: () => [...byImage.keys()],
    among: (images, projects) =>
      images.flatMap((image) => {
        const row = byImage.get(image)
        if (!row) return []
        return projects ? projects.flatMap((project) => row.get(project) ?? []) : [...row.values()]
      }),
    find: (imageId, projectId) => {
      const image = imageAt.get(imageId.toLowerCase())
      const project = projectAt.get(projectId)
      return image === undefined || project === undefined ? undefined : byImage.get(image)?.get(project)
    },
    put,
  }
}

/** Pairs stored at a time: SQLite writes without giving others a turn. */
const STEP = 5000

/** Takes new versions of pairs and stores them, in steps, so that a job of any size holds up nobody. */
export async function savePairs(
  { job, pairs, runs }: { job: RunJob; pairs: OpenPairs; runs: Pick<RunStore, 'savePairs'> },
  changed: readonly RunPair[],
): Promise<void> {
  for await (const step of parts(changed, STEP)) {
    pairs.put(step)
    await runs.savePairs(job.seq, step)
  }
}
