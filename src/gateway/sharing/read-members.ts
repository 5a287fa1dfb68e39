import pMap from 'p-map'
import { CloudFailure, type Driver, type Identity } from '../drivers/driver.ts'

/** The projects that an image is shared with, or why they cannot be read. */
export type Members = { projects: ReadonlySet<string> } | { failure: CloudFailure }

/** Reads at a time: more of them only add latency. */
const PARALLEL = 8

/** Reads the members of images; a failure concerns its image alone. Throws only when the signal is aborted. */
export async function readMembers(
  driver: Driver,
  who: Identity,
  imageIds: readonly string[],
  signal: AbortSignal,
): Promise<Members[]> {
  return pMap(
    imageIds,
    async (id): Promise<Members> => {
      try {
        const members = await driver.listMembers(who, id, signal)
        return { projects: new Set(members.map((member) => member.member_id)) }
      } catch (error) {
        if (error instanceof CloudFailure) return { failure: asUnknownImage(error, id) }
        throw error
      }
    },
    { concurrency: PARALLEL, stopOnError: false },
  )
}

/** The native call answers a plain 404; IMS has a code for an image that is not there. */
const asUnknownImage = (failure: CloudFailure, id: string) =>
  failure.status === 404
    ? new CloudFailure(failure.call, 404, 'IMG.0027', `The image ${id} is not visible to the project.`)
    : failure
