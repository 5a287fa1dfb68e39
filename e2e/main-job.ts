import { strict as assert } from 'node:assert'
import { setTimeout as sleep } from 'node:timers/promises'
import { startServer } from './server-process.ts'

/**
 * `npm run test:node`, last step: the built console is started by the Node that runs this, shares an image by the
 * documented calls, and the members that the cloud then shows are who they should be.
 */
const IMAGE = 'd164b5df-1bc3-4c3f-893e-3e471fd16e64'
const PROJECTS = ['9c61004714024f9586705d090530f9fa', 'edc89b490d7d4392898e19b2deb34797']
const DEADLINE_MS = 60_000

const server = await startServer()
try {
  const token = await signIn()
  const { job_id: id } = await call('POST', '/v1/cloudimages/members', {
    token,
    body: { images: [IMAGE], projects: PROJECTS },
  })
  const job = await untilEnded(id, token)
  assert.equal(job.status, 'SUCCESS')
  const { pairs } = await call('GET', `/console/jobs/${id}/pairs`, { token })
  assert.deepEqual(
    pairs.map((pair: { present: boolean }) => pair.present),
    [true, true],
  )
  process.stdout.write(`Node ${process.version}: a share has ended, and its members are there.\n`)
} finally {
  await server.end()
}

async function untilEnded(id: string, token: string) {
  const began = Date.now()
  while (Date.now() - began < DEADLINE_MS) {
    const job = await call('GET', `/v1/cloudimages/job/${id}`, { token })
    if (!['INIT', 'RUNNING'].includes(job.status)) return job
    await sleep(200)
  }
  throw new Error('The share did not end within a minute.')
}

async function signIn(): Promise<string> {
  const user = { name: 'operator', password: 'operator', domain: { name: 'demo' } }
  const response = await fetch(`${server.url}/v3/auth/tokens`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      auth: {
        identity: { methods: ['password'], password: { user } },
        scope: { project: { name: 'golden-images' } },
      },
    }),
  })
  return response.headers.get('x-subject-token') ?? ''
}

async function call(method: string, path: string, o: { token: string; body?: unknown }) {
  const response = await fetch(server.url + path, {
    method,
    headers: { 'X-Auth-Token': o.token, 'Content-Type': 'application/json' },
    body: o.body === undefined ? null : JSON.stringify(o.body),
  })
  assert.equal(response.ok, true, `${method} ${path}: ${response.status}`)
  return response.json()
}
