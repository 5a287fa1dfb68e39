import { countPairs, MAX_IMAGES, MAX_PAIRS, type PairSet, uniqueSet } from '#contract/pair'
import { IMAGE_ID, PROJECT_ID } from '#ims/members'
import { CloudFailure } from '../cloud/driver.ts'

/**
 * A set that may be planned and stored: each ID and each pair once. Throws `CloudFailure` as the documented call would be
 * refused: 400 `IMG.0066`, `IMG.0067` for an ID that is none, `IMG.0001` for a pair that the lists do not have, for
 * more than `MAX_PAIRS` or `MAX_IMAGES`, or for none. `call`: what it is for.
 */
export function checkSet(call: string, set: PairSet): PairSet {
  if (set.images.length > MAX_IMAGES)
    throw new CloudFailure(call, 400, 'IMG.0001', `More than ${MAX_IMAGES} images are too many for one job.`)
  const image = set.images.find((id) => !IMAGE_ID.test(id))
  if (image !== undefined)
    throw new CloudFailure(call, 400, 'IMG.0066', `"${image.slice(0, 80)}" is not a valid image ID.`)
  const project = set.projects.find((id) => !PROJECT_ID.test(id))
  if (project !== undefined)
    throw new CloudFailure(call, 400, 'IMG.0067', `"${project.slice(0, 80)}" is not a valid project ID.`)
  const unique = uniqueSet(set)
  if (!unique)
    throw new CloudFailure(call, 400, 'IMG.0001', 'A pair names a position that the lists do not have.')
  const pairs = countPairs(unique)
  if (pairs === 0) throw new CloudFailure(call, 400, 'IMG.0001', 'The set has no pair.')
  if (pairs > MAX_PAIRS)
    throw new CloudFailure(
      call,
      400,
      'IMG.0001',
      `${pairs} pairs are too many for one job. Take at most ${MAX_PAIRS} at a time.`,
    )
  return unique
}
