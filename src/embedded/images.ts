import { IMAGE_PAGE, type WireImage } from '#ims/images'
import { NATIVE_PAGE_MAX } from '#ims/native-images'
import { type Call, inSeconds, ok, type Reply, type Route } from './call.ts'
import { requireCaller } from './caller.ts'
import { nativePatch } from './image-patch.ts'
import { imageQuery } from './image-query.ts'
import { provokeImageFault } from './provoke-fault.ts'
import { LIMITS } from './rules.ts'
import { glanceRefusal, imsRefusal, type WireRefusal } from './wire-refusal.ts'

export type ImageRow = {
  id: string
  name: string
  owner: string
  status: string
  visibility: 'public' | 'private' | 'shared'
  key_id: string | null
  whole: number
  backup_id: string | null
  kind: string
  os_type: string
  platform: string
  os_version: string
  bytes: number
  min_disk: number
  min_ram: number
  protected: number
  disk_format: string
  created_at: number
  updated_at: number
  tags: string
}

const IMAGE_TYPES = { public: 'gold', private: 'private', shared: 'shared' }

/**
 * As documented: numbers and booleans partly as strings, `size` always 0, false flags absent rather than
 * empty.
 */
const toWire = (row: ImageRow) =>
  ({
    id: row.id,
    name: row.name,
    owner: row.owner,
    status: row.status,
    visibility: row.visibility,
    __imagetype: IMAGE_TYPES[row.visibility],
    ...(row.key_id && { __system__cmkid: row.key_id }),
    ...(row.whole && { __whole_image: 'true' }),
    ...(row.backup_id && { __backup_id: row.backup_id }),
    virtual_env_type: row.kind,
    __os_type: row.os_type,
    __platform: row.platform,
    __os_version: row.os_version,
    __os_bit: '64',
    __image_size: String(row.bytes),
    size: 0,
    min_disk: row.min_disk,
    min_ram: row.min_ram,
    protected: row.protected === 1,
    disk_format: row.disk_format,
    container_format: 'bare',
    __isregistered: 'true',
    created_at: inSeconds(row.created_at),
    updated_at: inSeconds(row.updated_at),
    tags: JSON.parse(row.tags),
    self: `/v2/images/${row.id}`,
    file: `/v2/images/${row.id}/file`,
    schema: '/v2/schemas/image',
  }) satisfies WireImage & Record<string, unknown>

/** How a list says that a parameter of its query cannot be used. */
type Refuse = (code: string, message: string) => WireRefusal

/** The images that the query of a list asks for; `limit`: how many unless told, and at most. */
function selectImages(call: Call, limit: { usual: number; most: number }, refuse: Refuse): ImageRow[] {
  const { project } = requireCaller(call)
  const { store, flavour } = call.world
  const marker = call.query.get('marker')?.toLowerCase()
  if (marker && !store.one('select 1 from images where id = ?', marker))
    throw refuse('IMG.0031', 'The marker is not the ID of an image.')
  const given = call.query.get('limit') ?? String(limit.usual)
  if (!/^\d{1,9}$/.test(given)) throw refuse('IMG.0017', 'The parameter "limit" must be a whole number.')
  const page = Math.min(Number(given), limit.most)
  const query = imageQuery(call.query, { viewer: project, flavour, limit: page })
  if ('wrong' in query)
    throw refuse(
      'IMG.0017',
      `The parameter "${query.wrong}" is not supported here, or its value is not valid.`,
    )
  return store.all<ImageRow>(query.sql, ...query.values)
}

/** No `next` and no total: a page shorter than its limit is the last. */
const listCloudImages = (call: Call): Reply =>
  ok({ images: selectImages(call, CLOUD_PAGE, imsRefusal).map(toWire) })

const CLOUD_PAGE = { usual: IMAGE_PAGE, most: 100_000 }
const NATIVE_PAGE = { usual: 25, most: NATIVE_PAGE_MAX }

/**
 * Like Glance: `first` and, unless the page is short, `next`, as relative URLs. `write`: how an image is
 * written.
 */
export const nativeList =
  (write: (row: ImageRow) => { id: string }) =>
  (call: Call): Reply => {
    const images = selectImages(call, NATIVE_PAGE, (_, message) => glanceRefusal(400, message)).map(write)
    const url = (marker?: string) => {
      const query = new URLSearchParams(call.query)
      query.delete('marker')
      if (marker) query.set('marker', marker)
      return query.size === 0 ? '/v2/images' : `/v2/images?${query}`
    }
    const last = images.at(-1)
    const page = Math.min(Number(call.query.get('limit') ?? NATIVE_PAGE.usual), NATIVE_PAGE.most)
    return ok({
      images,
      first: url(),
      ...(last && images.length === page && { next: url(last.id) }),
      schema: '/v2/schemas/images',
    })
  }

/** Shows an image to whom it is visible. */
export const nativeShow =
  (write: (row: ImageRow) => object) =>
  (call: Call): Reply => {
    const { project } = requireCaller(call)
    const id = call.param('image').toLowerCase()
    provokeImageFault(call, id)
    const row = call.world.store.one<ImageRow>(
      `select * from visible_images where id = ? and (owner = ? or public = 1
       or exists (select 1 from members where image_id = visible_images.id and project_id = ?))`,
      id,
      project,
      project,
    )
    if (!row) throw glanceRefusal(404, `No image found with ID ${id}`)
    return ok(write(row))
  }

function showQuota(call: Call): Reply {
  const { project } = requireCaller(call)
  const count = (visibility: string) =>
    call.world.store.one<{ n: number }>(
      `select count(*) as n from visible_images where owner = ? and visibility in (${visibility})`,
      project,
    )?.n ?? 0
  const resource = (type: string, used: number, quota: number) => ({ type, used, quota, min: 1, max: quota })
  return ok({
    quotas: {
      resources: [
        resource('image', count("'private', 'shared'"), 100_000),
        resource('image_shared', count("'shared'"), 100_000),
        resource('image_member', 0, LIMITS.image),
      ],
    },
  })
}

const show = nativeShow(toWire)

/** OTC IMS API reference, "Querying Images", the native list and show, "Querying the Image Quota". */
export const imageRoutes: Route[] = [
  { method: 'GET', path: '/v2/cloudimages', handle: listCloudImages },
  { method: 'GET', path: '/v2/images', handle: nativeList(toWire) },
  { method: 'GET', path: '/v2/images/:image', handle: show },
  { method: 'PATCH', path: '/v2/images/:image', handle: nativePatch(show) },
  { method: 'GET', path: '/v1/cloudimages/quota', handle: showQuota },
]
