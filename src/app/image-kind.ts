import type { ImageKind } from '#contract/image'

/** The kinds of images, in words. */
export const IMAGE_KIND: Readonly<Record<ImageKind, string>> = {
  system: 'system disk',
  data: 'data disk',
  'full-ecs': 'full ECS',
  'bare-metal': 'bare metal',
  iso: 'ISO',
}
