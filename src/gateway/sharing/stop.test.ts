import { describe, expect, test } from 'vitest'
import { createRunnerWorld } from '#testing/runner-world'

/*
 * Somebody stops a job, in whatever state it is: nothing more is sent, every pair gets a result that the members confirm,
 * and the images are free for the next job.
 */

type RunnerWorld = Awaited<ReturnType<typeof createRunnerWorld>>

/** Lets the console work until something is so. Time moves only where the clock is not held. */
async function until(isSo: () => boolean | Promise<boolean>) {
  while (!(await isSo())) await new Promise(setImmediate)
}

const stop = ({ actions, who }: RunnerWorld, id: string) => actions.stop(who, id)
const posts = ({ world }: RunnerWorld) => world.changes().filter(({ method }) => method === 'POST').length

describe('a job under way', () => {
  test('sends no more, sees its calls through, and says what was not sent', async () => {
    const core = await createRunnerWorld()
    const { world, images, projects, submit, finish, detail, members, who } = core
    const [a = '', b = ''] = images
    // The members of the second image are not told, so that its pairs wait while those of the first are under way.
    world.upset.answer = ({ method, path }) =>
      method === 'GET' && path === `/v2/images/${b}/members` ? new Response('', { status: 503 }) : null
    const id = await submit([a, b], projects.slice(0, 3))
    world.clock.hold()
    await until(() => posts(core) === 1)
    expect(await stop(core, id)).toBe('asked')
    expect(await stop(core, id)).toBe('asked')
    expect(await detail(id)).toMatchObject({ stop: { by: who.user } })
    world.clock.release()
    const { job, pairs } = await finish(id)
    expect(job).toMatchObject({ status: 'stopped', pairs: { total: 6, done: 3, unsent: 3 } })
    expect(posts(core)).toBe(1)
    expect((await members(a)).sort()).toEqual(projects.slice(0, 3).sort())
    expect(pairs.filter(({ state }) => state === 'unsent').map(({ code }) => code)).toEqual(
      Array(3).fill('CONSOLE.STOPPED'),
    )
    expect(job.attempts).toMatchObject([{ stop: { by: who.user }, pairs: { done: 3, unsent: 3 } }])
  })
})
