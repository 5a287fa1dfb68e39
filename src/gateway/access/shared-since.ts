import type { ReceivedImage } from '#contract/received'
import type { Clock, Driver, Identity } from '../cloud/driver.ts'
import { createMemo, NAMES_MS } from '../cloud/memo.ts'
import { createMemberReader } from '../cloud/read-members.ts'

/**
 * Since when received images are shared with the project. Lists do not tell it: a recipient asks for the members of each
 * image, and sees itself alone. On Glance the time of an image that was answered is that of the answer, and is not told.
 */
export function createSharedSince(o: {
  driver: Driver
  clock: Clock
  received(who: Identity): Promise<readonly ReceivedImage[]>
}) {
  const times = createMemo<number | null>(o.clock, NAMES_MS)
  const read = createMemberReader(o)
  const sinceOf = (who: Identity, id: string) =>
    times.get(`${who.project.id} ${id}`, async () => {
      const members = await read(who, id)
      return ('failure' in members ? null : members.byProject.get(who.project.id)?.since) ?? null
    })
  return async (who: Identity, imageIds: readonly string[]) => {
    const answers = new Map((await o.received(who)).map(({ id, answer }) => [id, answer]))
    const told = imageIds.filter((id) => {
      const answer = answers.get(id)
      return answer !== undefined && (o.driver.capabilities.tellsAge || answer === 'pending')
    })
    const all = await Promise.all(told.map(async (id) => [id, await sinceOf(who, id)] as const))
    return new Map(all.flatMap(([id, since]) => (since === null ? [] : [[id, since] as const])))
  }
}
