import { isDeepStrictEqual } from 'node:util'
import * as z from 'zod/mini'
import { parseJson } from '#ims/json'
import { JSON_PATCH } from '#ims/native-images'
import type { Call, Flavour, Handler, Reply } from './call.ts'
import { requireSharer } from './caller.ts'
import { findImage, findRecipients } from './facts.ts'
import { glanceRefusal } from './wire-refusal.ts'

const change = z.object({
  op: z.enum(['add', 'replace', 'remove']),
  path: z.string(),
  value: z.optional(z.unknown()),
})
type Change = z.infer<typeof change>

/**
 * Changes the visibility of an image, by a JSON patch. Glance's own client says beside it what stays as it is; any other
 * change is refused.
 */
export const nativePatch =
  (show: Handler) =>
  (call: Call): Reply => {
    const { project } = requireSharer(call)
    if (call.header('content-type') !== JSON_PATCH)
      throw glanceRefusal(415, `The body must be of the type ${JSON_PATCH}.`)
    const id = call.param('image').toLowerCase()
    const image = findImage(call.world.store, id, project)
    if (!image) throw glanceRefusal(404, `No image found with ID ${id}`)
    if (image.owner !== project) throw glanceRefusal(403, 'You do not own this image')
    const shown = show(call)
    if (shown === 'never') return shown
    const changes = readPatch(call).filter((change) => !stays(change, shown.body))
    const odd = changes.find(({ op, path }) => path !== '/visibility' || op === 'remove')
    if (odd) throw glanceRefusal(400, `The property "${odd.path.slice(1)}" cannot be changed here.`)
    const last = changes.at(-1)
    if (last) setVisibility(call, id, last.value)
    return show(call)
  }

const stays = ({ op, path, value }: Change, image: unknown) =>
  op !== 'remove' &&
  Object.entries(image ?? {}).some(([name, held]) => path === `/${name}` && isDeepStrictEqual(value, held))

function readPatch(call: Call): Change[] {
  try {
    return z.array(change).parse(parseJson(call.text))
  } catch {
    throw glanceRefusal(400, 'The patch is not valid.')
  }
}

/** What nobody may give to an image here: it takes a right of administrators. */
const RESERVED: Record<Flavour, readonly unknown[]> = { ims: ['public', 'community'], glance: ['public'] }

function setVisibility({ world: { store, flavour } }: Call, id: string, value: unknown) {
  if (RESERVED[flavour].includes(value))
    throw glanceRefusal(403, `You are not authorized to make an image ${value}.`)
  if (value !== 'private' && value !== 'shared' && value !== 'community')
    throw glanceRefusal(400, 'The visibility must be "private", "shared", "community" or "public".')
  // Plain Glance keeps the members of a private image, and hides them; an image of IMS is shared by having some.
  if (flavour === 'ims' && value === 'private' && findRecipients(store, id).size > 0)
    throw glanceRefusal(409, `Image ${id} has recipients. Remove them, and it is private.`)
  if (flavour === 'ims' && value === 'private') store.run('delete from visibilities where image_id = ?', id)
  else
    store.run(
      'insert into visibilities values (?, ?) on conflict do update set visibility = excluded.visibility',
      id,
      value,
    )
}
