import { expect, it } from 'vitest'
import type { JobDetail } from '#contract/job'
import type { Pair } from '#contract/pair'
import { jobSummary } from '#testing/job-summary'
import { jobToJson } from './to-json.ts'

const job: JobDetail = {
  ...jobSummary(),
  project: { id: 'golden', name: 'golden-images' },
  images: [{ id: 'i1', name: 'debian' }],
  projects: [
    { id: 'p1', name: 'acme' },
    { id: 'p2', name: '' },
  ],
  plan: null,
  vaultId: null,
  undos: [],
  attempts: [],
  readAt: null,
  claimed: 0,
  gone: 0,
  calls: [],
  proves: false,
  proofs: [],
  rechecks: [],
  revocations: [],
}
const pair: Pair = {
  image: 0,
  project: 1,
  state: 'failed',
  claim: 'failed',
  present: false,
  code: 'IMG.0112',
  message: 'no',
  readAt: 7,
  unproven: false,
  withdrawn: false,
  confirmed: null,
  earlier: [],
}

it('the JSON has the job as the API gives it, and each pair by its IDs', () => {
  const { results, ...rest } = JSON.parse(jobToJson(job, [pair]))
  expect(rest).toEqual(job)
  const { image: _, project: __, ...result } = pair
  expect(results).toEqual([{ image: 'i1', project: 'p2', ...result }])
})
