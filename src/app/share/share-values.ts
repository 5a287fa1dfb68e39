import * as z from 'zod/mini'
import { MAX_REASON } from '#contract/headers'
import type { PairSet } from '#contract/pair'
import { pairKey } from '../plan/plan-address.ts'
import { NO_VERDICTS, Verdicts } from './paste/verdicts.ts'
import { pageWords } from './words.ts'

/** The values of the share form, as the screen shows them. */
export type ShareValues = {
  images: ReadonlySet<string>
  /** The picked projects; the pasted ones are in `pasted`. */
  projects: ReadonlySet<string>
  pasted: Verdicts
  /** Pairs of an image and a project that are not meant, each as its `pairKey`. */
  leftOut: ReadonlySet<string>
  /** A text was pasted or changed, and its verdicts are not there yet. */
  reading: boolean
  reason: string
  /**
   * The list of first-time recipients, and of likely mix-ups, that the operator has looked at; see
   * `confirmationsOf`.
   */
  confirmed: string
  /** IDs beside the name of another that are meant, as they were listed; empty: none. */
  mismatchConfirmed: string
  tenantsConfirmed: string
  /** The private images that may be made shared, as they were listed; empty: none. */
  makeShared: string
  /** A stop: the key grants of this console that are to be taken back, as they were listed; empty: none. */
  revokeGrants: string
}

export const EMPTY: ShareValues = {
  images: new Set(),
  projects: new Set(),
  pasted: NO_VERDICTS,
  leftOut: new Set(),
  reading: false,
  reason: '',
  confirmed: '',
  mismatchConfirmed: '',
  tenantsConfirmed: '',
  makeShared: '',
  revokeGrants: '',
}

const ids = z.custom<ReadonlySet<string>>((value) => value instanceof Set)

/** The rules for a share. */
export const shareValues = z
  .object({
    images: ids.check(z.refine((images) => images.size > 0, pageWords.noImages)),
    projects: ids,
    pasted: z.custom<Verdicts>((value) => value instanceof Verdicts),
    leftOut: ids,
    reading: z.boolean().check(z.refine((reading) => !reading, pageWords.stillReading)),
    reason: z.string().check(z.maxLength(MAX_REASON, pageWords.tooLong(MAX_REASON))),
    confirmed: z.string(),
    mismatchConfirmed: z.string(),
    tenantsConfirmed: z.string(),
    makeShared: z.string(),
    revokeGrants: z.string(),
  })
  .check(
    z.refine(({ projects, pasted }) => projects.size + pasted.accepted > 0, {
      path: ['projects'],
      message: pageWords.noProjects,
    }),
  )

type Selection = Pick<ShareValues, 'images' | 'projects' | 'pasted' | 'leftOut'>

/**
 * The request's two lists: picked and pasted projects together, each once, picked ones first. `pairs`: which pairs of
 * them are meant, when some are left out.
 */
export function toRequest(values: Selection): PairSet {
  const images = [...values.images]
  const projects = [...new Set([...values.projects, ...values.pasted.ids()])]
  if (leftOutCount(values) === 0) return { images, projects }
  const pairs = images.flatMap((image, row) =>
    projects.flatMap((project, column): [number, number][] =>
      values.leftOut.has(pairKey(image, project)) ? [] : [[row, column]],
    ),
  )
  return { images, projects, pairs }
}

/** How many pairs of the selection are left out. */
export function leftOutCount({ images, projects, pasted, leftOut }: Selection): number {
  if (leftOut.size === 0) return 0
  const chosen = new Set([...projects, ...pasted.ids()])
  const isChosen = ([image = '', project = '']: string[]) => images.has(image) && chosen.has(project)
  return [...leftOut].filter((key) => isChosen(key.split(' '))).length
}

/** How many projects `toRequest` will name. The new ones are only counted: there may be 100,000 of them. */
export function projectCount({ projects, pasted }: Pick<ShareValues, 'projects' | 'pasted'>): number {
  const more = pasted.knownIds().filter((id) => !projects.has(id))
  return projects.size + more.length + pasted.unseen
}

/** Whether two forms would send the same. */
export const sameContent = (a: ShareValues, b: ShareValues) =>
  a.images === b.images &&
  a.projects === b.projects &&
  a.pasted === b.pasted &&
  a.leftOut === b.leftOut &&
  a.reason === b.reason &&
  a.makeShared === b.makeShared &&
  a.revokeGrants === b.revokeGrants

/** Whether leaving the page would lose input. */
export const hasContent = ({ images, projects, pasted, reason }: ShareValues) =>
  images.size > 0 || projects.size > 0 || pasted.text !== '' || reason.trim() !== ''
