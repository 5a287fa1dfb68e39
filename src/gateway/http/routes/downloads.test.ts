import { createHash } from 'node:crypto'
import { afterAll, describe, expect, test } from 'vitest'
import { evidencePath, exportPath } from '#contract/downloads'
import { clientOf } from '#testing/api-client'
import { createWorld } from '#testing/harness'

const PROJECTS = ['9c61004714024f9586705d090530f9fa', 'edc89b490d7d4392898e19b2deb34797', 'fault-pair']
const REASON = '=HYPERLINK("http://evil.test"), "quoted"\u00a0– für Łódź'
const LINK = { 'sec-fetch-site': 'same-origin' }

const world = await createWorld()
afterAll(world.close)
const { token } = await world.tokenFor('operator')
const client = () => clientOf(world, token)
const ended = async (id: string) => {
  await world.runner.idle()
  return id
}

const { images } = (await client().get('/console/images')).json
const image = images.find(({ name }: { name: string }) => name === 'rocky-9.6-2026.11')
const reason = { 'x-share-reason': encodeURIComponent(REASON) }
const shared = await client().share({ images: [image.id], projects: PROJECTS }, reason)
const jobId: string = await ended(shared.json.job_id)
await ended((await client().unshare({ images: [image.id], projects: [PROJECTS[0]] })).json.job_id)

describe('the export', () => {
  test('the export as JSON has every pair of every job that matches', async () => {
    const { status, json, headers } = await client().get(exportPath('json', {}))
    expect(status).toBe(200)
    expect(headers.get('content-disposition')).toBe('attachment; filename="jobs-2026-11-24.json"')
    expect(json).toHaveLength(4)
    const [stopped, ...shared] = json
    expect(stopped).toMatchObject({ action: 'unshare', result: 'done', readBack: 'not a member' })
    for (const record of shared)
      expect(record).toEqual({
        jobId,
        createdAt: expect.stringMatching(/^2026-11-24T\d\d:\d\d:\d\d\.\d{3}Z$/),
        action: 'share',
        status: 'partial',
        user: 'operator',
        reason: REASON,
        imageId: image.id,
        imageName: image.name,
        projectId: expect.any(String),
        projectName: expect.any(String),
        ...(record.projectId === 'fault-pair'
          ? { result: 'failed', claim: 'failed', readBack: 'not a member', code: 'IMG.0112' }
          : { result: 'done', claim: 'success', readBack: 'member', code: null }),
        readAt: expect.stringMatching(/^2026-11-24T/),
        message: record.projectId === 'fault-pair' ? expect.stringMatching(/\w/) : null,
        attempt: 1,
        ranAs: 'operator',
        stoppedBy: null,
        stoppedAt: null,
        unproven: null,
        confirmed: null,
        undoOf: null,
      })
    expect(shared.map(({ projectId }: { projectId: string }) => projectId)).toEqual(PROJECTS)
  })

  test('the export as CSV has the same rows, and no cell that a spreadsheet runs', async () => {
    const response = await world.app.request(`http://127.0.0.1${exportPath('csv', { action: 'share' })}`, {
      headers: { 'x-auth-token': token },
    })
    expect(response.headers.get('content-type')).toMatch(/^text\/csv; charset=utf-8/)
    // Not `text()`, which would take the BOM away.
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await response.arrayBuffer())
    const lines = text.split('\r\n')
    expect(lines[0]).toMatch(/^\uFEFFjobId,createdAt,action,.*,undoOf$/)
    expect(lines).toHaveLength(5)
    for (const line of lines.slice(1, 4))
      expect(line).toContain(`,"'=HYPERLINK(""http://evil.test""), ""quoted""\u00a0– für Łódź",`)
  })

  test('the export follows the filters of the history', async () => {
    const records = async (filter: Parameters<typeof exportPath>[1]) =>
      (await client().get(exportPath('json', filter))).json.length
    expect(await records({ action: 'unshare' })).toBe(1)
    expect(await records({ status: 'partial' })).toBe(3)
    expect(await records({ project: 'fault-pair' })).toBe(3)
    expect(await records({ text: PROJECTS[1]?.slice(0, 8) })).toBe(3)
    expect(await records({ text: 'Łódź & Ü?' })).toBe(0)
  })

  test('the export is valid when nothing matches', async () => {
    expect((await client().get(exportPath('json', { text: 'nowhere' }))).json).toEqual([])
    expect((await client().get(exportPath('csv', { text: 'nowhere' }))).text).toMatch(/undoOf\r\n$/)
  })

  test('the export has jobs of the own project only', async () => {
    const tenant = await world.tokenFor('tenant', 'tenant-001')
    expect((await clientOf(world, tenant.token).get(exportPath('json', {}))).json).toEqual([])
  })

  test('the export is not compressed, and no proxy is to buffer it: both would hold rows back', async () => {
    const { headers } = await client().get(exportPath('csv', {}), { 'accept-encoding': 'gzip' })
    expect(headers.get('content-encoding')).toBeNull()
    expect(headers.get('x-accel-buffering')).toBe('no')
  })

  test.each(['', '?format=xml', '?format=csv&status=banana'])(
    'the export refuses the query %j',
    async (query) => {
      const { status, json } = await client().get(`/console/jobs/export${query}`)
      expect({ status, code: json.code }).toEqual({ status: 400, code: 'CONSOLE.QUERY' })
    },
  )
})

describe('the evidence of a job', () => {
  test('the evidence has all that is known of a job', async () => {
    const job = (await client().get(`/console/jobs/${jobId}`)).json
    const { json, headers } = await client().get(evidencePath(jobId))
    expect(headers.get('content-disposition')).toBe(`attachment; filename="job-${jobId}-evidence.json"`)
    expect(json).toMatchObject({
      console: { name: 'Image Share Console', version: expect.any(String), cloud: 'Embedded cloud' },
      madeBy: { name: 'operator' },
      job: {
        id: jobId,
        action: 'share',
        status: 'partial',
        user: job.user,
        fromProject: job.project,
        reason: REASON,
        createdAt: new Date(job.createdAt).toISOString(),
        endedAt: new Date(job.endedAt).toISOString(),
        readBackAt: new Date(job.readAt).toISOString(),
        counts: { total: 3, done: 2, failed: 1 },
      },
      images: [image].map(({ id, name }) => ({ id, name })),
      projects: job.projects,
      plan: { change: job.plan.change, same: job.plan.same, firstTime: job.plan.firstTime },
      attempts: [{ number: 1, pairs: { done: 2, failed: 1 } }],
    })
    expect(json.calls.length).toBeGreaterThan(0)
    for (const call of json.calls)
      expect(call).toMatchObject({ cloudJobId: expect.any(String), requestId: expect.any(String) })
    expect(json.pairs).toHaveLength(3)
    expect(json.pairs[2]).toMatchObject({
      image: { id: image.id, name: image.name },
      project: { id: 'fault-pair' },
      result: 'failed',
      claim: 'failed',
      readBack: 'not a member',
      readAt: expect.stringMatching(/Z$/),
      code: 'IMG.0112',
      earlier: [],
    })
  })

  test('the evidence can be checked by its digest, also after it was formatted anew', async () => {
    const { json } = await client().get(evidencePath(jobId))
    const digest = createHash('sha256').update(JSON.stringify(json.pairs)).digest('hex')
    expect(json.check).toMatchObject({ pairs: 3, sha256: digest, changed: false })
  })

  test('the evidence of another attempt keeps the results of the first', async () => {
    const { json: again } = await client().share({ images: [image.id], projects: ['fault-pair', 'tenant-x'] })
    const id = await ended(again.job_id)
    await client().call('POST', `/console/jobs/${id}/retry`)
    const { json } = await client().get(evidencePath(await ended(id)))
    expect(json.attempts).toHaveLength(2)
    expect(json.pairs[0]).toMatchObject({
      attempt: 2,
      earlier: [{ attempt: 1, result: 'failed', code: 'IMG.0112' }],
    })
  })

  test('the evidence of a job that does not exist, or is of another project, is a 404', async () => {
    const tenant = await world.tokenFor('tenant', 'tenant-001')
    expect((await client().get(evidencePath('none'))).status).toBe(404)
    expect((await clientOf(world, tenant.token).get(evidencePath(jobId))).status).toBe(404)
  })
})

describe('who may download', () => {
  const anybody = () => clientOf(world)

  test('the console’s own page may download by a plain link', async () => {
    for (const path of [exportPath('json', {}), evidencePath(jobId)])
      expect((await anybody().get(path, LINK)).status).toBe(200)
  })

  test.each([undefined, 'cross-site', 'same-site', 'none'])(
    'a call with sec-fetch-site %s may not download',
    async (site) => {
      for (const path of [exportPath('csv', {}), evidencePath(jobId)])
        expect((await anybody().get(path, site ? { 'sec-fetch-site': site } : {})).status).toBe(401)
    },
  )

  test('a plain link opens nothing but the downloads', async () => {
    for (const path of [
      '/console/jobs',
      `/console/jobs/${jobId}`,
      `${evidencePath(jobId)}/x`,
      '/console/images',
    ])
      expect((await anybody().get(path, LINK)).status).toBe(401)
    expect((await anybody().call('POST', evidencePath(jobId), { headers: LINK })).status).toBe(401)
  })

  test('the description of the API has both downloads', async () => {
    const { paths } = (await anybody().get('/openapi.json')).json
    expect(paths['/console/jobs/export'].get.parameters).toContainEqual(
      expect.objectContaining({ name: 'format', required: true }),
    )
    expect(paths['/console/jobs/{id}/evidence'].get.operationId).toBe('jobEvidence')
  })
})
