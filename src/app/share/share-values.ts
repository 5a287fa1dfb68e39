import * as z from 'zod/mini'
import { MAX_REASON } from '#contract/headers'
import type { MemberBatch } from '#ims/members'
import { NO_VERDICTS, Verdicts } from './paste/verdicts.ts'
import { pageWords } from './words.ts'

/** The values of the share form, as the screen shows them. */
export type ShareValues = {
  images: ReadonlySet<string>
  /** The picked projects; the pasted ones are in `pasted`. */
  projects: ReadonlySet<string>
  pasted: Verdicts
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

/** The request's two lists: picked and pasted projects together, each once, picked ones first. */
export const toRequest = ({
  images,
  projects,
  pasted,
}: Pick<ShareValues, 'images' | 'projects' | 'pasted'>): MemberBatch => ({
  images: [...images],
  projects: [...new Set([...projects, ...pasted.ids()])],
})

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
  a.reason === b.reason &&
  a.makeShared === b.makeShared &&
  a.revokeGrants === b.revokeGrants

/** Whether leaving the page would lose input. */
export const hasContent = ({ images, projects, pasted, reason }: ShareValues) =>
  images.size > 0 || projects.size > 0 || pasted.text !== '' || reason.trim() !== ''
