import type { NativeImage } from '#ims/native-images'
import { inSeconds, type Route } from './call.ts'
import { nativePatch } from './image-patch.ts'
import { type ImageRow, nativeList, nativeShow } from './images.ts'

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

const show = nativeShow(toNative)

/** The images of plain Glance (Image API reference v2, "Images"). */
export const glanceImageRoutes: Route[] = [
  { method: 'GET', path: '/v2/images', handle: nativeList(toNative) },
  { method: 'GET', path: '/v2/images/:image', handle: show },
  { method: 'PATCH', path: '/v2/images/:image', handle: nativePatch(show) },
]
