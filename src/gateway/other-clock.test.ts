import { afterEach, expect, test } from 'vitest'
import { browserOf } from '#testing/browser-client'
import { createFaultyWorld } from '#testing/faulty-cloud'

const HOUR = 3_600_000

let world: Awaited<ReturnType<typeof createFaultyWorld>>
let lines: string[] = []
afterEach(async () => {
  await world.close()
  lines = []
})

/** A cloud whose clock is ahead, and an operator who has signed in. */
async function signedInAt(ahead: number) {
  world = await createFaultyWorld({ cloudAheadMs: ahead, onLog: (line) => lines.push(line) })
  const browser = browserOf(world)
  expect((await browser.signIn('operator')).status).toBe(200)
  return browser
}

/*
 * The story: the clock of a cloud was five hours behind that of the console, or the other way round. The sign-in
 * succeeded, and every call after it said that the session had ended.
 */
test.each([-30 * HOUR, -5 * HOUR, 5 * HOUR])(
  'a session lives on with a cloud whose clock is %i ms ahead',
  async (ahead) => {
    const browser = await signedInAt(ahead)
    for (const minutes of [0, 20, 20, 20]) {
      world.clock.advance(minutes * 60_000)
      expect((await browser.get('/console/settings')).status).toBe(200)
      expect((await browser.get('/console/images')).status).toBe(200)
    }
  },
)

test('and so does a job', async () => {
  const browser = await signedInAt(-30 * HOUR)
  const { images } = (await browser.get('/console/images')).json
  const image = images.find(
    (one: Record<string, unknown>) => !one.obstacle && !one.keyId && one.kind === 'system',
  )
  const { projects } = (await browser.get('/console/session/projects')).json
  const project = projects.find(({ name }: { name: string }) => name === 'acme-prod')
  const body = { images: [image.id], projects: [project.id] }
  const taken = await browser.call('POST', '/v1/cloudimages/members', body)
  world.clock.release()
  await world.runner.idle()
  expect((await browser.get(`/v1/cloudimages/job/${taken.json.job_id}`)).json.status).toBe('SUCCESS')
})

test('the difference is in the log once, in words', async () => {
  const browser = await signedInAt(-(2 * HOUR + 5 * 60_000))
  await browser.signIn('operator')
  const told = lines.filter((line) => line.includes('clock of the cloud'))
  expect(told).toHaveLength(1)
  expect(told[0]).toContain('the clock of the cloud is 2 h 5 min behind that of this machine')
})
