import type { Code } from '#contract/codes'
import type { Image } from '#contract/image'
import type { OwnerAction, PlannedOutcome } from '#contract/pair'
import { DEFAULT_KEY } from '../../cloud/image-facts.ts'
import type { KeyReading } from '../../cloud/read-key.ts'
import type { Members } from '../../cloud/read-members.ts'

/** All that decides about the pairs of one image. `facts`: null when nobody knows more of it than its ID. */
export type ImageReading = {
  id: string
  facts: Image | null
  members: Members
  key: KeyReading | null
}

/** A recipient as the rules see it; `accountId` is empty when nobody knows it. `isAbsent`: there is no such project. */
export type Candidate = { id: string; accountId: string; isAbsent?: boolean }

/**
 * What is planned for each pair of one image. New pairs take the places that are left on the image in the order of the
 * projects; those beyond have no place. Rules: OTC API reference, "Restrictions on Image Sharing" and "Adding Image
 * Sharing Members"; what only the cloud can know is left to the cloud.
 */
export function planOutcomes(
  action: OwnerAction,
  image: ImageReading,
  projects: readonly Candidate[],
  owner: string,
): PlannedOutcome[] {
  const { members, facts, key } = image
  if ('failure' in members) return projects.map(() => 'unread')
  const isBlocked = obstacleOf(action, image) !== null
  let free = facts ? facts.recipientsAllowed - members.byProject.size : Number.POSITIVE_INFINITY
  return projects.map((project) => {
    const member = members.byProject.get(project.id)
    if (member) return member.status
    if (action === 'unshare') return 'absent'
    const outcome = outcomeOfNew(project, { owner, isBlocked, key })
    const takesPlace = outcome === 'absent' || outcome === 'grantUnknown'
    if (takesPlace) free -= 1
    return takesPlace && free < 0 ? 'noPlace' : outcome
  })
}

/** What is planned for a recipient that does not have the image, as long as there is a place. */
function outcomeOfNew(
  project: Candidate,
  { owner, isBlocked, key }: { owner: string; isBlocked: boolean; key: KeyReading | null },
): PlannedOutcome {
  if (project.id === owner) return 'ownProject'
  if (isBlocked) return 'imageBlocked'
  if (project.isAbsent) return 'noSuchProject'
  const granted = isGranted(key, project)
  if (granted === null) return 'grantUnknown'
  return granted ? 'absent' : 'noGrant'
}

/** A full image is no obstacle of its own: it may have some of the recipients already. */
const FULL = 'IMG.0088'

/** Why nobody new can have the image; null when it can be shared. Nothing stands in the way of a stop. */
export function obstacleOf(
  action: OwnerAction,
  { facts, key }: ImageReading,
): { code: Code; reason: string } | null {
  if (action === 'unshare') return null
  if (facts?.obstacle && facts.obstacle.code !== FULL) return facts.obstacle
  return key && 'isDefault' in key && key.isDefault ? DEFAULT_KEY : null
}

/** Whether the account may use the image's key; null when the key cannot be read, or nobody knows the account. */
function isGranted(key: KeyReading | null, { accountId }: Candidate): boolean | null {
  if (key === null) return true
  return 'failure' in key || accountId === '' ? null : key.accounts.has(accountId)
}

/** The code and sentence of an impossible pair; null for every other. */
export function refusalOf(
  outcome: PlannedOutcome,
  action: OwnerAction,
  image: ImageReading,
): { code: Code; message: string } | null {
  switch (outcome) {
    case 'ownProject':
      return { code: 'IMG.0076', message: 'Not sent: the project owns the image.' }
    case 'imageBlocked': {
      const obstacle = obstacleOf(action, image)
      return { code: obstacle?.code ?? 'IMG.0105', message: `Not sent: ${obstacle?.reason ?? ''}` }
    }
    case 'noSuchProject':
      return { code: 'IMG.0108', message: 'Not sent: the cloud has no project with this ID.' }
    case 'noPlace':
      return {
        code: FULL,
        message: `Not sent: no place is left on the image, ${image.facts?.recipientsAllowed} recipients are allowed.`,
      }
    case 'noGrant':
      return { code: 'IMG.0099', message: 'Not sent: the account of the recipient has no grant on the key.' }
    default:
      return null
  }
}
