import { describe, expect, test } from 'vitest'
import { countGroups } from '#contract/pair'
import { firstTimers } from '#contract/plan'
import { carryOut } from '#testing/core-world'
import { outcomesByImage } from '#testing/outcomes'
import { createRunnerWorld } from '#testing/runner-world'

const FIRST = 'ab'.repeat(16)

describe('a plan to share', () => {
  test('tells new pairs from shared ones by their answer, and progress before it', async () => {
    const { planOf, imageNamed, cloudCache, who } = await createRunnerWorld()
    const image = await imageNamed('monitoring-proxy-3.4')
    const named = async (name: string) =>
      (await cloudCache.recipients(who)).find((known) => known.name === name)?.id ?? ''
    const projects = [await named('tenant-001'), await named('acme-prod'), await named('acme-test'), FIRST]
    const { plan, events } = await planOf({ images: [image.id], projects })
    expect(outcomesByImage(plan)).toEqual([['pending', 'accepted', 'rejected', 'absent']])
    expect(countGroups(plan)).toEqual({
      ...{ change: 1, unchecked: 0, same: 3, impossible: 0, unknown: 0, left: 0 },
    })
    expect(firstTimers(plan)).toEqual([3])
    expect(events[0]).toEqual({ kind: 'progress', read: 1, of: 1 })
  })

  test('says by code what cannot be', async () => {
    const { planOf, imageNamed, who, projects } = await createRunnerWorld()
    const nightly = await imageNamed('ubuntu-24.04-lts-nightly')
    const plain = await imageNamed('rocky-9.6-2026.11')
    const { plan } = await planOf({
      images: [nightly.id, plain.id],
      projects: [who.project.id, projects[0] ?? ''],
    })
    expect(outcomesByImage(plan)).toEqual([
      ['ownProject', 'imageBlocked'],
      ['ownProject', 'absent'],
    ])
    expect(plan.images[0]?.obstacle?.code).toBe('IMG.0046')
  })

  test('counts the places that are left: those beyond do not fit', async () => {
    const { planOf, imageNamed } = await createRunnerWorld()
    const nearlyFull = await imageNamed('agent-base-nearly-full')
    const projects = Array.from({ length: 10 }, (_, n) => `f${n}`.padEnd(32, '0'))
    const { plan } = await planOf({ images: [nearlyFull.id], projects })
    expect(plan.images[0]).toMatchObject({ used: 250, allowed: 256 })
    expect(outcomesByImage(plan)).toEqual([[...Array(6).fill('absent'), ...Array(4).fill('noPlace')]])
  })

  test('of an image whose members cannot be read says so, and knows nothing of its pairs', async () => {
    const { planOf, projects } = await createRunnerWorld()
    const images = ['99999999-9999-4999-8999-999999999999', '00000000-0000-4000-8000-000000000500']
    const { plan } = await planOf({ images, projects: projects.slice(0, 2) })
    expect(plan.images.map(({ problem }) => problem?.code)).toEqual(['IMG.0027', 'IMG.0061'])
    expect(outcomesByImage(plan)).toEqual([
      ['unread', 'unread'],
      ['unread', 'unread'],
    ])
  })

  test('checks the grants of a key by account, and refuses a default key', async () => {
    const { planOf, imageNamed, cloudCache, who, store } = await createRunnerWorld()
    const home = (await cloudCache.recipients(who))[0]
    const [granted, custom, byDefault] = await Promise.all(
      ['vault-base-granted-key', 'vault-base-custom-key', 'vault-base-default-key'].map(imageNamed),
    )
    await store.book.save(
      who.project.id,
      [{ id: FIRST, name: 'Foreign', accountId: 'cd'.repeat(16), owner: '', notes: '', groups: [] }],
      'ada',
    )
    const stranger = 'ef'.repeat(16)
    const { plan } = await planOf({
      images: [granted?.id ?? '', custom?.id ?? '', byDefault?.id ?? ''],
      projects: [home?.id ?? '', FIRST, stranger],
    })
    expect(outcomesByImage(plan)).toEqual([
      ['absent', 'noGrant', 'grantUnknown'],
      ['noGrant', 'noGrant', 'grantUnknown'],
      ['imageBlocked', 'imageBlocked', 'imageBlocked'],
    ])
    expect(plan.images[0]?.key).toMatchObject({
      isDefault: false,
      grants: 2,
      allowed: 100,
      unknownAccounts: [2],
    })
    expect(plan.images[2]?.obstacle?.code).toBe('IMG.0098')
  })

  test('flags a new recipient that is not the tenant whom the image points at', async () => {
    const { planOf, images, cloudCache, who, world } = await createRunnerWorld()
    const known = await cloudCache.recipients(who)
    const projects = ['acme-prod', 'alder-prod', 'acme-dev'].map(
      (name) => known.find((recipient) => recipient.name === name)?.id ?? '',
    )
    const [image = ''] = images
    world.faulty.answer = ({ path }) =>
      path.startsWith('/v2/cloudimages')
        ? Response.json({
            images: [
              {
                id: image,
                name: 'acme-billing-3',
                status: 'active',
                owner: who.project.id,
                __os_version: 'Debian 12',
              },
            ],
          })
        : null
    cloudCache.forget(who.project.id)
    const { plan } = await planOf({ images: [image], projects: [...projects, FIRST] })
    expect(plan.images[0]).toMatchObject({ namedTenants: ['acme'], mismatches: [1] })
  })

  test('is read from the cache while it is put together, and afresh when it counts', async () => {
    const { planOf, planner, who, images, projects, world, submit, finish } = await createRunnerWorld()
    const request = { images: images.slice(0, 2), projects: projects.slice(0, 2) }
    const before = await planOf(request)
    const reads = () => world.seen.filter(({ path }) => path.endsWith('/members')).length
    const first = reads()
    await planOf({ ...request, projects: projects.slice(0, 3) })
    expect(reads()).toBe(first)
    const again = await planner.planAfresh(who, { action: 'share', ...request })
    expect(reads()).toBe(first + 2)
    expect(again.fingerprint).toBe(before.plan.fingerprint)
    await finish(await submit(request.images, request.projects))
    expect((await planOf(request)).plan.fingerprint).not.toBe(before.plan.fingerprint)
  })

  test('knows an image in either case, and every ID once', async () => {
    const { planOf, images, projects, world } = await createRunnerWorld()
    const [image = ''] = images
    const [project = ''] = projects
    const twice = { images: [image.toUpperCase(), image], projects: [project, project] }
    const { plan } = await planOf(twice)
    expect(plan.images.map(({ id }) => id)).toEqual([image])
    expect(outcomesByImage(plan)).toEqual([['absent']])
    expect(world.seen.filter(({ path }) => path.endsWith('/members'))).toHaveLength(1)
  })

  test('is read no further when nobody listens any more', async () => {
    const { planner, who, cloudCache, world } = await createRunnerWorld()
    const images = (await cloudCache.images(who)).map(({ id }) => id)
    world.seen.length = 0
    for await (const { kind } of planner.plan(who, {
      action: 'share',
      images,
      projects: [FIRST],
    }))
      if (kind === 'progress') break
    const reads = () => world.seen.filter(({ path }) => path.endsWith('/members')).length
    // Those under way, eight at a time, come to their ends.
    const most = reads() + 8
    for (let turn = 0; turn < 1000; turn += 1) await new Promise(setImmediate)
    expect(images.length).toBeGreaterThan(most)
    expect(reads()).toBeLessThanOrEqual(most)
  })

  test('of IDs that no cloud would take is refused', async () => {
    const { planOf, images } = await createRunnerWorld()
    await expect(planOf({ images: ['x'], projects: [FIRST] })).rejects.toMatchObject({ code: 'IMG.0066' })
    await expect(planOf({ images, projects: ['a/b'] })).rejects.toMatchObject({ code: 'IMG.0067' })
  })
})

describe('a plan to stop', () => {
  test('changes what is shared and leaves the rest', async () => {
    const { planOf, imageNamed, cloudCache, who } = await createRunnerWorld()
    const image = await imageNamed('monitoring-proxy-3.4')
    const acme = (await cloudCache.recipients(who)).find((known) => known.name === 'acme-prod')?.id ?? ''
    const { plan } = await planOf({ action: 'unshare', images: [image.id], projects: [acme, FIRST] })
    expect(outcomesByImage(plan)).toEqual([['accepted', 'absent']])
    expect(countGroups(plan)).toMatchObject({ change: 1, same: 1 })
    expect(firstTimers(plan)).toEqual([])
  })
})

describe('between the plan and the run', () => {
  test('an image fills up: what does not fit any more is told with the reason, the rest arrives', async () => {
    const { planOf, imageNamed, submit, finish, world, who, members } = await createRunnerWorld()
    const image = await imageNamed('agent-base-nearly-full')
    const projects = Array.from({ length: 4 }, (_, n) => `f${n}`.padEnd(32, '0'))
    const { plan } = await planOf({ images: [image.id], projects })
    expect(outcomesByImage(plan)).toEqual([['absent', 'absent', 'absent', 'absent']])
    for (let n = 0; n < 4; n++) {
      const body = JSON.stringify({ member: `e${n}`.padEnd(32, '0') })
      const path = `/v2/images/${image.id}/members`
      await carryOut(world.cloud, { method: 'POST', path, token: who.token, body })
    }
    const { job, pairs } = await finish(await submit([image.id], projects))
    expect(job).toMatchObject({ status: 'partial', pairs: { done: 2, impossible: 2, failed: 0 } })
    const impossible = pairs.filter(({ state }) => state === 'impossible')
    expect(impossible.map(({ code }) => code)).toEqual(['IMG.0088', 'IMG.0088'])
    expect(JSON.parse(world.changes().at(-1)?.body ?? '').projects).toEqual(projects.slice(0, 2))
    expect(await members(image.id)).toHaveLength(256)
  })

  test.each([
    [
      'vanishes',
      { status: 404, body: { message: 'No image', code: '404 Not Found', title: 'Not Found' } },
      'IMG.0027',
    ],
    [
      'is taken away',
      { status: 403, body: { message: 'No', code: '403 Forbidden', title: 'Forbidden' } },
      '403',
    ],
  ])('an image %s: its pairs fail, the others arrive', async (_, answer, code) => {
    const { planOf, images, projects, submit, finish, world } = await createRunnerWorld()
    const [a = '', b = ''] = images
    const list = projects.slice(0, 2)
    const { plan } = await planOf({ images: [a, b], projects: list })
    expect(outcomesByImage(plan)).toEqual([
      ['absent', 'absent'],
      ['absent', 'absent'],
    ])
    world.faulty.answer = ({ path }) =>
      path.startsWith(`/v2/images/${a}`) ? Response.json(answer.body, { status: answer.status }) : null
    const { job, pairs } = await finish(await submit([a, b], list))
    expect(job).toMatchObject({ status: 'partial', pairs: { done: 2, failed: 2 } })
    expect(pairs.slice(0, 2).map((pair) => pair.code)).toEqual([code, code])
  })
})
