import { randomUUID } from 'node:crypto'
import type { Store } from '#gateway/store/database'
import { nextActor } from './next-actor.ts'

/** Opens a call of a new job on an image; answers how to end it. */
export async function openCall(
  store: Pick<Store, 'requests' | 'runs'>,
  imageId: string,
  projectId = 'golden',
) {
  const id = randomUUID()
  await store.requests.create({
    ...{ id, key: null, action: 'share', reason: '', firstTime: [], revokeGrants: false, makeShared: false },
    user: { id: 'u', name: 'Ada' },
    token: nextActor().token,
    project: { id: projectId, name: '' },
    images: [{ id: imageId, name: '' }],
    projects: [{ id: 'tenant', name: '' }],
  })
  const { seq } = await store.runs.load(id)
  await store.runs.begin(seq)
  const call = {
    ...{ method: 'POST', path: '/', images: [0], projects: [0], marksPairs: true },
    user: { id: 'u', name: 'Ada' },
  }
  const n = await store.runs.openCall(seq, call)
  return () => store.runs.closeCall(seq, n, { status: 'success', code: null, message: null }, [])
}
