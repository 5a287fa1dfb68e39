import type { Image } from '#contract/image'

/** An own image that can be shared; what is not told is the same for all. */
export const newImage = (more: Partial<Image> & { id: string }): Image => ({
  name: '',
  os: 'Ubuntu 24.04',
  kind: 'system',
  status: 'active',
  sizeBytes: null,
  createdAt: null,
  tags: [],
  keyId: null,
  recipients: 0,
  recipientsReadAt: null,
  recipientsProblem: null,
  recipientsAllowed: 256,
  becomesShared: false,
  obstacle: null,
  ...more,
})
