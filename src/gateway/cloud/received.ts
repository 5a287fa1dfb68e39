import type { MemberStatus } from '#ims/members'
import type { CloudImage, Identity, ReceivedImage } from './driver.ts'

const ANSWERS: readonly MemberStatus[] = ['pending', 'accepted', 'rejected']

/**
 * Images that others share with the project, newest first. Lists of images do not tell the answer of a member, so each
 * answer is asked for by itself; own images that are shared are in all of these lists.
 */
export async function readReceived(
  who: Identity,
  list: (answer: MemberStatus) => Promise<readonly CloudImage[]>,
): Promise<ReceivedImage[]> {
  const lists = await Promise.all(
    ANSWERS.map(async (answer) => (await list(answer)).map((image) => ({ ...image, answer }))),
  )
  return lists
    .flat()
    .filter(({ owner }) => owner !== who.project.id)
    .sort((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0))
}
