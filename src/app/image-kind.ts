import type { ImageKind } from '#contract/image'

/** What an image is made of, in words. */
export const IMAGE_KIND: Readonly<Record<ImageKind, string>> = {
  system: 'system disk',
  data: 'data disk',
  'full-ecs': 'full ECS',
  'bare-metal': 'bare metal',
  iso: 'ISO',
}
