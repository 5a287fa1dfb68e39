import type { NewJob } from '#gateway/jobs/model/request'

/** A job as it is stored before it runs; what is not told is the same for all. */
export const newJob = (more: Partial<NewJob> & { id: string }): NewJob => ({
  key: null,
  action: 'share',
  reason: '',
  firstTime: [],
  user: { id: 'u', name: 'Ada' },
  project: { id: 'golden', name: 'Golden' },
  images: [{ id: 'image-a', name: 'Ubuntu' }],
  projects: [{ id: 'tenant-a', name: '' }],
  ...more,
})

/** Somebody who reads the history of the project of these jobs. */
export const READER = { project: { id: 'golden' }, user: { id: 'u', name: 'Ada' } }
