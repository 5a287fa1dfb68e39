import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createCloudWorld, createCore } from '#testing/core-world'
import { crashAndResume, createCrash } from '#testing/crash'
import { OPERATOR } from '#testing/demo-login'
import { newJob } from '#testing/new-job'

/*
 * A job is stopped at some step, and the console is killed at another, before or after. Whatever the moments:
 * once the stop is stored no call is made that was not stored before it, and the console that is started
 * again finishes the stop: every pair ends with a result that the members bear out.
 */

const ID = 'a'.repeat(32)

type Moments = { flavour: 'ims' | 'glance'; stopAt: number; crashAt: number }

async function stopAndCrash({ flavour, stopAt, crashAt }: Moments) {
  const world = createCloudWorld({ projects: 12, images: 1, flavour })
  const who = await world.driver.signIn(OPERATOR)
  const setUp = await createCore(world)
  const { store } = setUp
  const own = (await setUp.cloudCache.images(who)).filter(
    ({ obstacle, keyId, kind }) => !obstacle && !keyId && kind === 'system',
  )
  const images: string[] = []
  for (const { id } of own)
    if (images.length < 2 && (await world.driver.listMembers(who, id)).length === 0) images.push(id)
  const projects = (await setUp.cloudCache.recipients(who))
    .map(({ id }) => id)
    .filter((id) => id !== who.project.id)
  await setUp.runner.stop()
  const named = (id: string) => ({ id, name: id })
  await store.requests.create(
    newJob({
      id: ID,
      user: who.user,
      project: who.project,
      images: images.map(named),
      projects: projects.slice(0, 3).map(named),
    }),
  )
  world.seen.length = 0
  const sends = () =>
    world.seen.filter(({ method, path }) => method === 'POST' && path.endsWith('/members')).length
  const detail = async () => {
    const job = await store.jobs.detail(who.project.id, ID)
    if (!job) throw new Error('the job is gone')
    return job
  }

  /** What had been stored to be sent when the stop was stored. */
  let allowed: number | null = null
  const crash = createCrash(crashAt, (step) => {
    if (step !== stopAt) return
    void store.requests.stop({ projectId: who.project.id, id: ID }, who.user).then(async (outcome) => {
      if (outcome !== 'asked') return
      const { calls, pairs } = await detail()
      allowed = flavour === 'ims' ? calls.length : pairs.sent + pairs.done + pairs.failed + pairs.unconfirmed
    })
  })
  await crashAndResume(world, { crash, store })

  const job = await detail()
  const { pairs = [] } = (await store.jobs.pairs(who.project.id, ID, { limit: 100 })) ?? {}
  // What the cloud still does comes too late for the job.
  world.clock.advance(600_000)
  const members = new Map<string, string[]>()
  for (const image of images)
    members.set(
      image,
      (await world.driver.listMembers(who, image)).map(({ member_id }) => member_id),
    )
  await store.close()
  const isThere = ({ image, project }: { image: number; project: number }) =>
    members.get(job.images[image]?.id ?? '')?.includes(job.projects[project]?.id ?? '')
  return { job, pairs, isThere, allowed, sent: sends(), crashed: crash.crashed() }
}

test.each(['ims', 'glance'] as const)(
  'a stop and a crash at any moment, %s',
  async (flavour) => {
    const whole = await stopAndCrash({ flavour, stopAt: -1, crashAt: 1_000_000 })
    expect(whole.job.status).toBe('succeeded')
    const steps = fc.nat({ max: 60 })
    let stopped = 0
    await fc.assert(
      fc.asyncProperty(steps, steps, async (stopAt, crashAt) => {
        const { job, pairs, isThere, allowed, sent } = await stopAndCrash({ flavour, stopAt, crashAt })
        if (allowed === null) return
        stopped += 1
        expect(job.stop).not.toBeNull()
        expect(job.endedAt).not.toBeNull()
        expect(sent).toBeLessThanOrEqual(allowed)
        for (const pair of pairs) {
          expect(['done', 'unchanged', 'unsent', 'unconfirmed', 'failed']).toContain(pair.state)
          if (pair.state === 'done' || pair.state === 'unchanged') expect(isThere(pair)).toBe(true)
          if (pair.state === 'unsent') expect(isThere(pair)).toBe(false)
          if (pair.state === 'unconfirmed')
            expect(pair).toMatchObject({ present: false, code: 'CONSOLE.STOPPED' })
        }
      }),
      { numRuns: 60 },
    )
    expect(stopped).toBeGreaterThan(10)
  },
  120_000,
)
