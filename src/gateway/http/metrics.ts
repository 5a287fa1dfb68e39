import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Clock } from '../cloud/driver.ts'
import type { RunPair } from '../jobs/model/run.ts'
import type { JobStore } from '../store/history/jobs.ts'
import type { RunStore } from '../store/runs/run-store.ts'

type Fetch = (request: Request) => Promise<Response>

/** What Prometheus reads of a gateway. No label names a project, an image or a user, or grows with use. */
export type Metrics = {
  /** The text that Prometheus reads, and its media type. */
  read(): Promise<{ text: string; type: string }>
  /** Measures the calls to a cloud. */
  timed(fetch: Fetch): Fetch
  /** Measures how late the waits of a driver end: they end late when this process is too busy. */
  watched(clock: Clock): Clock
  /** Counts the jobs and pairs that runs bring to an end. */
  counted(runs: RunStore): RunStore
}

const PREFIX = 'image_share_'

/** Kinds of calls, by how their paths end. */
const CALLS: readonly [RegExp, string][] = [
  [/\/auth\/tokens$/, 'token'],
  [/\/auth\/(projects|catalog)$/, 'projects'],
  [/\/cloudimages\/members$/, 'batch'],
  [/\/members(\/[^/]+)?$/, 'members'],
  [/\/jobs?\/[^/]+$/, 'job'],
  [/\/(cloud)?images(\/[^/]+)?$/, 'images'],
  [/\/kms\/[^/]+$/, 'keys'],
]

const kindOf = ({ method, url }: Request) => {
  const { pathname } = new URL(url)
  return `${method} ${CALLS.find(([path]) => path.test(pathname))?.[1] ?? 'other'}`
}

/** The metrics of one gateway; jobs that have not ended are those of all gateways on its store. */
export function createMetrics(o: { clock: Clock; jobs: Pick<JobStore, 'countActive'> }): Metrics {
  const registry = new Registry()
  const registers = [registry]
  new Gauge({
    name: `${PREFIX}jobs`,
    help: 'Jobs in the store that have not ended.',
    labelNames: ['status'],
    registers,
    async collect() {
      for (const [status, count] of Object.entries(await o.jobs.countActive())) this.set({ status }, count)
    },
  })
  const ended = new Counter({
    name: `${PREFIX}jobs_ended_total`,
    help: 'Jobs that this gateway has brought to an end.',
    labelNames: ['status'],
    registers,
  })
  const settled = new Counter({
    name: `${PREFIX}pairs_settled_total`,
    help: 'Pairs of image and project to which this gateway has given a result.',
    labelNames: ['result'],
    registers,
  })
  const upstream = new Histogram({
    name: `${PREFIX}upstream_seconds`,
    help: 'Calls to the cloud by kind and class of status; "none": no answer.',
    labelNames: ['call', 'status'],
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
  })
  const lag = new Histogram({
    name: `${PREFIX}poll_lag_seconds`,
    help: 'How much later than due a job of the cloud was asked for again.',
    buckets: [0.01, 0.05, 0.1, 0.5, 1, 5, 10],
    registers,
  })
  const countSettled = (pairs: readonly RunPair[]) => {
    for (const { state } of pairs) if (state !== 'waiting' && state !== 'sent') settled.inc({ result: state })
  }

  return {
    read: async () => ({ text: await registry.metrics(), type: registry.contentType }),

    timed: (fetch) => async (request) => {
      const call = kindOf(request)
      const began = o.clock.now()
      const observe = (status: string) => upstream.observe({ call, status }, (o.clock.now() - began) / 1000)
      try {
        const response = await fetch(request)
        observe(`${Math.floor(response.status / 100)}xx`)
        return response
      } catch (error) {
        observe('none')
        throw error
      }
    },

    watched: (clock) => ({
      ...clock,
      async sleep(ms, signal) {
        const due = clock.now() + ms
        await clock.sleep(ms, signal)
        lag.observe(Math.max(0, clock.now() - due) / 1000)
      },
    }),

    counted: (runs) => ({
      ...runs,
      async savePairs(seq, pairs) {
        await runs.savePairs(seq, pairs)
        countSettled(pairs)
      },
      async closeCall(seq, n, end, pairs) {
        await runs.closeCall(seq, n, end, pairs)
        countSettled(pairs)
      },
      async finish(seq) {
        const status = await runs.finish(seq)
        ended.inc({ status })
        return status
      },
    }),
  }
}
