import type { Hono } from 'hono'
import { downloads } from '#contract/downloads'
import type { Access } from '../../access/access.ts'
import type { CloudCache } from '../../access/cloud-cache.ts'
import type { Clock } from '../../cloud/driver.ts'
import { provenanceOf } from '../../jobs/provenance.ts'
import type { Log } from '../../jobs/runner.ts'
import type { Store } from '../../store/database.ts'
import type { Ctx, Env } from '../env.ts'
import { exportAccess } from '../exports/access-rows.ts'
import { evidenceOf } from '../exports/evidence.ts'
import { csv, json } from '../exports/formats.ts'
import { exportRows } from '../exports/job-rows.ts'
import { toStream } from '../exports/to-stream.ts'
import { notFound } from '../problems.ts'
import { createQuota } from '../quota.ts'
import { UNBUFFERED } from '../unbuffered.ts'
import { readQuery } from './read-query.ts'
import { toPattern } from './route-table.ts'
import { whileKnown } from './while-known.ts'

const FORMATS = { csv, json }
const DOWNLOADS = 4

type Parts = {
  store: Store
  access: Access
  cloudCache: CloudCache
  accessMaxAge: number
  clock: Clock
  log: Log
  version: string
  cloud: { name: string }
}

/**
 * Answers that are saved as files: the pairs of the history, who has what now, and the evidence of a job. They are made
 * while they are sent.
 */
export function downloadRoutes(app: Hono<Env>, parts: Parts) {
  const { store, clock, log, version, cloud, access, cloudCache } = parts
  const quota = createQuota(DOWNLOADS, 'downloads')
  const today = () => new Date(clock.now()).toISOString().slice(0, 10)
  const send = (c: Ctx, file: { name: string; type: string; chunks: AsyncGenerator<string, void, void> }) => {
    const requestId = c.get('requestId')
    const body = toStream(quota.count(c, whileKnown(c, file.chunks)), (err) =>
      log.error({ requestId, err }, 'download broke off'),
    )
    return c.body(body, 200, {
      'content-type': file.type,
      'content-disposition': `attachment; filename="${file.name}"`,
      // Compressing would hold rows back, and take longer than making them.
      'cache-control': 'no-store, no-transform',
      ...UNBUFFERED,
    })
  }

  app.get(downloads.exportAccess.path, (c) => {
    const { format: name } = readQuery(downloads.exportAccess.query, new URL(c.req.url).searchParams)
    const format = FORMATS[name]
    const who = c.get('who')
    const provenance = (image: string) =>
      provenanceOf({ store, access }, who, { images: [image], projects: [] })
    const chunks = exportAccess(
      { access, cloudCache, provenanceOf: provenance },
      { who, format, maxAge: parts.accessMaxAge, signal: c.req.raw.signal },
    )
    return send(c, { name: `access-${today()}.${name}`, type: format.contentType, chunks })
  })

  app.get(downloads.exportJobs.path, (c) => {
    const { format: name, ...filter } = readQuery(downloads.exportJobs.query, new URL(c.req.url).searchParams)
    const format = FORMATS[name]
    const chunks = exportRows(store.exports, { reader: c.get('who'), filter, format })
    return send(c, { name: `jobs-${today()}.${name}`, type: format.contentType, chunks })
  })

  app.get(toPattern(downloads.jobEvidence.path), async (c) => {
    const who = c.get('who')
    const job = await store.jobs.detail(who.project.id, c.req.param('id'))
    if (!job) return notFound('This project has no such job.')
    const origin = {
      console: { name: 'Image Share Console', version, cloud: cloud.name },
      user: who.user,
      at: clock.now(),
    }
    const chunks = evidenceOf(store, job, origin)
    return send(c, { name: `job-${job.id}-evidence.json`, type: json.contentType, chunks })
  })
}
