import * as z from 'zod/mini'
import { type JobAction, wantsPresent } from './job.ts'
import { countLetters } from './letters.ts'
import type { Pair, PairState } from './pair.ts'

/** How far a pair of a job has come: its state, and what a picture tells beyond that. */
export type Stage = PairState | 'claimed' | 'gone' | 'undone' | 'notAsked'

/** The one character that stands for each stage in a row of a picture. */
const STAGE_LETTERS = {
  waiting: 'w',
  sent: 's',
  /** Sent, and the cloud says that it is done; the members are still to be read. */
  claimed: 'c',
  done: 'd',
  unchanged: 'u',
  impossible: 'i',
  failed: 'f',
  unconfirmed: 'n',
  unsent: 'x',
  /** It was as wanted when the job ended, and is not any more: the members were read again. */
  gone: 'g',
  /** The job had it done, and that is undone since. */
  undone: 'b',
  /** The pair is not in the job. */
  notAsked: ' ',
} as const satisfies Record<Stage, string>

const STAGES = Object.keys(STAGE_LETTERS) as Stage[]

const byLetter = new Map<string, Stage>(STAGES.map((stage) => [STAGE_LETTERS[stage], stage]))

export const letterOfStage = (stage: Stage): string => STAGE_LETTERS[stage]

/** The stage behind a letter; `notAsked` for what is none, as beyond the end of a row. */
export const stageOfLetter = (letter: string): Stage => byLetter.get(letter) ?? 'notAsked'

/** `withdrawn`: an undo has taken back that the job wants it. */
export function stageOf(
  action: JobAction,
  { state, claim, present, withdrawn }: Pick<Pair, 'state' | 'claim' | 'present'> & { withdrawn: boolean },
): Stage {
  if (state === 'sent' && claim === 'success') return 'claimed'
  if (state === 'done' && withdrawn) return 'undone'
  const isGone = present !== null && present !== wantsPresent(action)
  return (state === 'done' || state === 'unchanged') && isGone ? 'gone' : state
}

/** How many pairs of a picture are at each stage, in the order of `STAGES`; stages without pairs are left out. */
export function countStages(rows: readonly string[]): [Stage, number][] {
  const counts = countLetters(rows)
  return STAGES.flatMap((stage): [Stage, number][] => {
    const pairs = counts[letterOfStage(stage).charCodeAt(0)] ?? 0
    return stage !== 'notAsked' && pairs > 0 ? [[stage, pairs]] : []
  })
}

/** The most cells of a picture. A job of scattered pairs has long lists; its picture would be almost empty. */
export const MAX_CELLS = 500_000

/**
 * The pairs of a job as they are now: a row for each image, a letter for each project; none for a job that would have more
 * than `MAX_CELLS`. `rows` is null when nothing has changed since the revision that was asked with.
 */
export const jobPicture = z.object({ revision: z.number(), rows: z.nullable(z.array(z.string())) })
export type JobPicture = z.infer<typeof jobPicture>
