import { describe, expect, test } from 'vitest'
import type { WireImage } from '#ims/images'
import { fromImsImage } from './ims-image.ts'

describe('an image as the cloud writes it', () => {
  const wire: WireImage = { id: 'A-1', status: 'active', owner: 'golden' }
  const read = (more: Partial<WireImage>) => fromImsImage({ ...wire, ...more }, 'golden')

  test('may have next to nothing in it', () => {
    expect(read({})).toEqual({
      id: 'a-1',
      name: '',
      owner: 'golden',
      os: '',
      kind: 'system',
      status: 'active',
      sizeBytes: null,
      createdAt: null,
      tags: [],
      keyId: null,
      isShared: false,
      becomesShared: false,
      obstacle: null,
    })
  })
  test('has numbers and truths as texts', () => {
    expect(read({ __image_size: '1073741824', __whole_image: 'True', __backup_id: 'b' })).toMatchObject({
      sizeBytes: 1073741824,
      kind: 'full-ecs',
      obstacle: null,
    })
    expect(read({ __image_size: 'many', created_at: 'yesterday' })).toMatchObject({
      sizeBytes: null,
      createdAt: null,
    })
  })
  test('names its OS as well as it can', () => {
    expect(read({ __os_version: 'Ubuntu 24.04 64bit', __platform: 'Ubuntu' }).os).toBe('Ubuntu 24.04 64bit')
    expect(read({ __platform: 'Ubuntu', __os_bit: '64' }).os).toBe('Ubuntu 64bit')
    expect(read({ __os_type: 'Linux' }).os).toBe('Linux')
  })
  test('of another project cannot be shared on', () => {
    expect(read({ owner: 'other' }).obstacle?.code).toBe('IMG.0047')
  })
})
