import {
  countOutcomes,
  groupOf,
  OUTCOMES,
  type OutcomeGroup,
  type OwnerAction,
  type PlannedOutcome,
} from '#contract/pair'
import type { Plan } from '#contract/plan'
import type { Texture } from '../picture/textures.ts'

/** The order in which pairs are told of: what happens, what does not, what cannot. */
export const GROUPS: readonly OutcomeGroup[] = [
  'change',
  'unchecked',
  'same',
  'left',
  'impossible',
  'unknown',
]

const unchecked = 'new, grant not checked'
const impossible = 'impossible'
const unknown = 'not known'
const left = 'left alone'

/** How each group of outcomes is told. */
export const GROUP_WORD: Record<OwnerAction, Record<OutcomeGroup, string>> = {
  share: { change: 'new', same: 'already shared', unchecked, impossible, unknown, left },
  unshare: { change: 'to be stopped', same: 'not shared', unchecked, impossible, unknown, left },
}

/** The texture of each outcome of a share in the picture; null: it is no part of the plan. */
const SHARE_TEXTURE: Record<PlannedOutcome, Texture | null> = {
  absent: 'planned',
  grantUnknown: 'unchecked',
  pending: 'pending',
  accepted: 'accepted',
  rejected: 'rejected',
  ownProject: 'impossible',
  imageBlocked: 'impossible',
  noSuchProject: 'impossible',
  noPlace: 'impossible',
  noGrant: 'impossible',
  unread: 'unread',
  changedSince: 'left',
  wantedByJob: 'left',
  soBefore: 'left',
  unproven: 'open',
  notAsked: null,
}

const TEXTURE: Record<OwnerAction, Record<PlannedOutcome, Texture | null>> = {
  share: SHARE_TEXTURE,
  unshare: {
    ...SHARE_TEXTURE,
    absent: 'absent',
    pending: 'removingPending',
    accepted: 'removing',
    rejected: 'removingRejected',
  },
}

/** One outcome in the picture and its legend. */
export type OutcomeLook = { word: string; texture: Texture | null }

/** How the outcome of a pair is told. */
export const outcomeLook = (action: OwnerAction, outcome: PlannedOutcome): OutcomeLook => ({
  word: wordOf(action, outcome),
  texture: TEXTURE[action][outcome],
})

/** How a change is told when no pair has one. */
export const changeLook = (action: OwnerAction): { word: string; texture: Texture } => ({
  word: GROUP_WORD[action].change,
  texture: action === 'share' ? 'planned' : 'removing',
})

const MEMBER = { share: 'already shared, ', unshare: 'will be stopped, was ' } as const

/** The words of outcomes that are told alike for a share and a stop. */
const WORDS = {
  grantUnknown: 'new, grant cannot be checked',
  ownProject: 'your own project',
  imageBlocked: 'image cannot be shared',
  noSuchProject: 'no such project',
  noPlace: 'does not fit',
  noGrant: 'grant missing',
  unread: 'members not read',
  changedSince: 'changed by somebody else since, left alone',
  wantedByJob: 'wanted by another job, left alone',
  soBefore: 'so before the console saw to it, left alone',
  unproven: 'not proven to be the console’s doing, left alone',
  notAsked: 'not part of it',
} as const

function wordOf(action: OwnerAction, outcome: PlannedOutcome): string {
  switch (outcome) {
    case 'absent':
      return action === 'share' ? 'new' : 'not shared'
    case 'pending':
    case 'accepted':
    case 'rejected':
      return MEMBER[action] + outcome
    default:
      return WORDS[outcome]
  }
}

/** The outcomes that a plan has, with how many pairs each, the most telling ones first. */
export function outcomesOf({ action, images }: Pick<Plan, 'action' | 'images'>) {
  const rank = (outcome: PlannedOutcome) => {
    const group = groupOf(action, outcome)
    return (group ? GROUPS.indexOf(group) : GROUPS.length) * OUTCOMES.length + OUTCOMES.indexOf(outcome)
  }
  return countOutcomes(images)
    .filter(([outcome]) => outcome !== 'notAsked')
    .map(([outcome, pairs]) => ({ outcome, pairs, group: groupOf(action, outcome) }))
    .sort((a, b) => rank(a.outcome) - rank(b.outcome))
}
