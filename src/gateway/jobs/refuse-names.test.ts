import { describe, expect, test } from 'vitest'
import { createCore } from '#testing/core-world'
import { createGlanceWorld } from '#testing/glance-world'
import { createRunnerWorld } from '#testing/runner-world'

/*
 * A plain OpenStack takes any text for a member. `{"projects": ["team-01"]}`, with the name of a project of the user's
 * own list, made a job that succeeded and shared with nobody.
 */

async function setUp() {
  const core = await createRunnerWorld()
  const acme = (await core.cloudCache.recipients(core.who)).find(({ name }) => name === 'acme-prod')
  const image = core.images[0] ?? ''
  const refused = {
    status: 400,
    code: 'IMG.0067',
    message: expect.stringContaining(`“acme-prod” is the name of a project. Its ID is ${acme?.id}.`),
  }
  const jobs = async () => (await core.store.jobs.page(core.who, {}, undefined, 10)).jobs.length
  return { ...core, image, acme, refused, jobs }
}

describe('the name of a known project in place of its ID', () => {
  test.each(['share', 'unshare'] as const)('is refused to plan and to submit: %s', async (action) => {
    const { submit, planOf, image, projects, refused, jobs } = await setUp()
    const list = [projects[0] ?? '', 'acme-prod']
    await expect(submit([image], list, action)).rejects.toMatchObject(refused)
    await expect(planOf({ action, images: [image], projects: list })).rejects.toMatchObject(refused)
    expect(await jobs()).toBe(0)
  })

  test('is refused when it is the name of the own project', async () => {
    const { submit, image, who } = await setUp()
    await expect(submit([image], [who.project.name])).rejects.toMatchObject({ code: 'IMG.0067' })
  })

  test('that an earlier job has taken for an ID can be taken back, but not be shared with again', async () => {
    const { who, other: image, ...world } = await createGlanceWorld()
    const { runner, store } = await createCore(world)
    const ask = (action: 'share' | 'unshare') => {
      const set = { images: [image], projects: ['late-team'] }
      return runner.submit(who, { action, set, reason: '', key: null, makeShared: true })
    }
    await ask('share')
    await runner.idle()
    expect(await world.members(image)).toEqual(['late-team'])
    const entry = { id: 'ab'.repeat(16), accountId: '', owner: '', notes: '', groups: [] }
    await store.book.save(who.project.id, [{ ...entry, name: 'late-team' }], 'ada')
    await expect(ask('share')).rejects.toMatchObject({ code: 'IMG.0067' })
    await ask('unshare')
    await runner.idle()
    expect(await world.members(image)).toEqual([])
  })
})
