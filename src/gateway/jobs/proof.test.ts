import { expect, test } from 'vitest'
import { createEndedJob } from '#testing/ended-job'

/*
 * The story: a tenant left, its images were taken back, and weeks later somebody found two that had been shared past the
 * console. A closing proof reads the members of every image, not only of those that the job was about.
 */
test('an offboarding ends with what its projects still have, read after the last call', async () => {
  const { runner, actions, who, world, outside, finish, images, projects } = await createEndedJob()
  const [project = ''] = projects
  const [mine = '', behind = ''] = images.slice(2)
  await outside('POST', mine, project)
  await outside('POST', behind, project)
  const set = { images: [mine], projects: [project] }
  const { jobId } = await runner.submit(who, {
    ...{ action: 'unshare', set, reason: '', key: null, proves: true, revokeGrants: true },
  })
  const { job } = await finish(jobId)
  const left = job.proofs[0]?.left.map(({ image }) => image.id) ?? []
  expect(job).toMatchObject({ status: 'succeeded', proves: true, proofs: [{ unreadImages: 0 }] })
  expect(left).toContain(behind)
  expect(left).not.toContain(mine)
  expect(job.proofs[0]?.leftPairs).toBe(left.length)

  for (const id of left) await outside('DELETE', id, project)
  world.clock.advance(60_000)
  expect(await actions.prove(who, jobId)).toBe('done')
  const again = (await finish(jobId)).job.proofs
  expect(again).toHaveLength(2)
  expect(again[1]).toMatchObject({ at: world.clock.now(), user: who.user, leftPairs: 0, left: [] })
})

test('an image that cannot be read is named in the proof, and never counts as one without recipients', async () => {
  const { runner, who, world, outside, finish, images, projects } = await createEndedJob()
  const [project = ''] = projects
  const [mine = '', unreadable = ''] = images.slice(2)
  await outside('POST', mine, project)
  await outside('POST', unreadable, project)
  world.faulty.answer = ({ path }) =>
    path.includes(`${unreadable}/members`) ? new Response('', { status: 403 }) : null
  const { jobId } = await runner.submit(who, {
    ...{
      action: 'unshare',
      set: { images: [mine], projects: [project] },
      reason: '',
      key: null,
      proves: true,
    },
  })
  const { job } = await finish(jobId)
  expect(job.proofs).toMatchObject([{ unreadImages: 1, unread: [{ id: unreadable }] }])
  expect(job.proofs[0]?.left.map(({ image }) => image.id)).not.toContain(unreadable)
})

test('only a stop that is to prove it makes a proof, and only once it has ended', async () => {
  const { actions, who, id, a, p, submit, finish, world } = await createEndedJob()
  expect(await actions.prove(who, id)).toBe('CONSOLE.NOTHING')
  expect((await finish(id)).job).toMatchObject({ proves: false, proofs: [] })
  expect(await actions.prove({ ...who, project: { id: 'other', name: '' } }, id)).toBe('CONSOLE.NOT_FOUND')
  world.clock.hold()
  const running = await submit([a], [p])
  expect(await actions.prove(who, running)).toBe('CONSOLE.RUNNING')
  world.clock.release()
})
