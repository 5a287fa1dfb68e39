import { IMAGE_PAGE, type WireImage } from '#ims/images'
import { type Call, inSeconds, ok, type Reply, type Route } from './call.ts'
import { requireCaller } from './caller.ts'
import { imageQuery } from './image-query.ts'
import { provokeImageFault } from './provoke-fault.ts'
import { LIMITS } from './rules.ts'
import { glanceRefusal, imsRefusal } from './wire-refusal.ts'

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

/** The images that the query of a list asks for. */
function selectImages(call: Call, defaultLimit: number): ImageRow[] {
  const { project } = requireCaller(call)
  const { store } = call.world
  const marker = call.query.get('marker')?.toLowerCase()
  if (marker && !store.one('select 1 from images where id = ?', marker))
    throw imsRefusal('IMG.0031', 'The marker is not the ID of an image.')
  const query = imageQuery(call.query, project, defaultLimit)
  if ('wrong' in query) throw imsRefusal('IMG.0017', `The parameter "${query.wrong}" is not valid.`)
  return store.all<ImageRow>(query.sql, ...query.values)
}

/** No `next` and no total: a page shorter than its limit is the last. */
const listCloudImages = (call: Call): Reply => ok({ images: selectImages(call, IMAGE_PAGE).map(toWire) })

const NATIVE_PAGE = 25

/**
 * Like Glance: `first` and, unless the page is short, `next`, as relative URLs. `write`: how an image is
 * written.
 */
export const nativeList =
  (write: (row: ImageRow) => { id: string }) =>
  (call: Call): Reply => {
    const images = selectImages(call, NATIVE_PAGE).map(write)
    const url = (marker?: string) => {
      const query = new URLSearchParams(call.query)
      query.delete('marker')
      if (marker) query.set('marker', marker)
      return query.size === 0 ? '/v2/images' : `/v2/images?${query}`
    }
    const last = images.at(-1)
    const isFull = last && images.length === Number(call.query.get('limit') ?? NATIVE_PAGE)
    return ok({
      images,
      first: url(),
      ...(isFull && { next: url(last.id) }),
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

/** OTC IMS API reference, "Querying Images", the native list and show, "Querying the Image Quota". */
export const imageRoutes: Route[] = [
  { method: 'GET', path: '/v2/cloudimages', handle: listCloudImages },
  { method: 'GET', path: '/v2/images', handle: nativeList(toWire) },
  { method: 'GET', path: '/v2/images/:image', handle: nativeShow(toWire) },
  { method: 'GET', path: '/v1/cloudimages/quota', handle: showQuota },
]
