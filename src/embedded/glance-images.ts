import * as z from 'zod/mini'
import { parseJson } from '#ims/json'
import { JSON_PATCH, type NativeImage } from '#ims/native-images'
import { type Call, inSeconds, ok, type Reply, type Route } from './call.ts'
import { requireSharer } from './caller.ts'
import { findImage } from './facts.ts'
import { type ImageRow, nativeList, nativeShow } from './images.ts'
import type { Store } from './store.ts'
import { glanceRefusal, WireRefusal } from './wire-refusal.ts'

/**
 * Makes the world one of plain Glance: an image has the visibility that it was given, `shared` unless told,
 * whether or not it has members.
 */
export function playGlance(store: Store): void {
  // The view belongs to this connection and hides the stored one of the same name.
  store.run(
    `create temp view visible_images as select *, case when public = 1 then 'public'
      else coalesce((select visibility from visibilities where image_id = images.id), 'shared') end as visibility
      from images`,
  )
}

/** Properties that others have added stand beside the image's own, as text. */
const toNative = (row: ImageRow) =>
  ({
    id: row.id,
    name: row.name,
    owner: row.owner,
    status: row.status,
    visibility: row.visibility,
    size: row.bytes,
    min_disk: row.min_disk,
    min_ram: row.min_ram,
    protected: row.protected === 1,
    os_hidden: false,
    disk_format: row.disk_format,
    container_format: 'bare',
    ...(row.key_id && { cinder_encryption_key_id: row.key_id }),
    os_distro: row.platform.toLowerCase(),
    os_version: /\d[\d.]*/.exec(row.os_version)?.[0] ?? '',
    created_at: inSeconds(row.created_at),
    updated_at: inSeconds(row.updated_at),
    tags: JSON.parse(row.tags),
    self: `/v2/images/${row.id}`,
    file: `/v2/images/${row.id}/file`,
    schema: '/v2/schemas/image',
  }) satisfies NativeImage & Record<string, unknown>

const list = nativeList(toNative)
const show = nativeShow(toNative)

/** No image of this world is hidden. */
const listImages = (call: Call): Reply =>
  call.query.get('os_hidden') === 'true'
    ? ok({ images: [], first: '/v2/images?os_hidden=true', schema: '/v2/schemas/images' })
    : list(call)

/** What a patch may do here: give an image one of the visibilities that need no special right. */
const patch = z.tuple([
  z.object({
    op: z.literal('replace'),
    path: z.literal('/visibility'),
    value: z.enum(['private', 'shared', 'community']),
  }),
])

function patchImage(call: Call): Reply {
  const { project } = requireSharer(call)
  if (call.header('content-type') !== JSON_PATCH)
    throw new WireRefusal({
      status: 415,
      body: { code: '415 Unsupported Media Type', message: 'Not a patch.' },
    })
  const id = call.param('image').toLowerCase()
  const image = findImage(call.world.store, id, project)
  if (!image) throw glanceRefusal(404, `No image found with ID ${id}`)
  if (image.owner !== project) throw glanceRefusal(403, 'You do not own this image')
  call.world.store.run(
    'insert into visibilities values (?, ?) on conflict do update set visibility = excluded.visibility',
    id,
    readPatch(call.text),
  )
  return show(call)
}

function readPatch(text: string) {
  try {
    return patch.parse(parseJson(text))[0].value
  } catch {
    throw glanceRefusal(400, 'The patch is not valid.')
  }
}

/** The images of plain Glance (Image API reference v2, "Images"). */
export const glanceImageRoutes: Route[] = [
  { method: 'GET', path: '/v2/images', handle: listImages },
  { method: 'GET', path: '/v2/images/:image', handle: show },
  { method: 'PATCH', path: '/v2/images/:image', handle: patchImage },
]
