import { expect } from 'vitest'
import { agreed } from './agreed.ts'
import { createRunnerWorld } from './runner-world.ts'

/** A world, and a job that shared two images with two projects and failed with a third. */
export async function createEndedJob() {
  const core = await createRunnerWorld()
  const { images, projects, submit, finish } = core
  const [a = '', b = ''] = images
  const [p = '', q = ''] = projects
  const id = await submit([a, b], [p, q, 'fault-pair'])
  const { job } = await finish(id)
  expect(job.pairs).toMatchObject({ total: 6, done: 4, failed: 2 })
  const undo = async (jobId: string) => {
    const plan = agreed(await core.actions.undoPlan(core.who, jobId))
    const made = agreed(
      await core.actions.undo(core.who, jobId, { fingerprint: plan.fingerprint, reason: 'slip' }),
    )
    return { plan, ...(await finish(made.jobId)) }
  }
  /** From now on the cloud takes no call to share (`POST`), or none to stop (`DELETE`). */
  const refuse = (wanted: 'POST' | 'DELETE') => {
    core.world.faulty.answer = ({ method, path }) =>
      method === wanted && path === '/v1/cloudimages/members'
        ? Response.json({ error: { code: 'IMG.0026', message: 'No.' } }, { status: 403 })
        : null
  }
  /** Somebody else changes a member of an image, past this console. */
  const outside = async (method: 'POST' | 'DELETE', image: string, project: string) => {
    core.world.clock.advance(5000)
    const path = `http://cloud.test/v2/images/${image}/members${method === 'POST' ? '' : `/${project}`}`
    const body = method === 'POST' ? { body: JSON.stringify({ member: project }) } : {}
    const headers = { 'x-auth-token': core.who.token }
    const { status } = await core.world.cloud.fetch(new Request(path, { method, headers, ...body }))
    expect(status).toBeLessThan(300)
  }
  return { ...core, a, b, p, q, id, undo, refuse, outside }
}
