// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { act, cleanup, render, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createWorld, type World } from '#testing/harness'
import { call } from '../api/client.ts'
import { createQueryClient } from '../api/query-client.ts'
import { createAppRouter } from '../routes.tsx'

/**
 * The app over a real gateway and cloud; the network between them is one function, which a test may break.
 */
let world: World
let broken: boolean

const RECIPIENT = 'a'.repeat(32)
const ANOTHER = 'b'.repeat(32)

beforeEach(async () => {
  world = await createWorld()
  world.clock.hold()
  broken = false
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    if (broken) throw new TypeError('Failed to fetch')
    return world.app.request(`http://localhost${path}`, { ...init, signal: null })
  })
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'],
    now: world.clock.now(),
  })
  window.history.replaceState(null, '', '/nowhere')
  localStorage.setItem('jobs-dock', 'open')
  const client = createQueryClient()
  const router = createAppRouter(client)
  await act(() => router.load())
  render(
    <QueryClientProvider client={client}>
      <MantineProvider env="test">
        <RouterProvider router={router} />
      </MantineProvider>
    </QueryClientProvider>,
  )
  await pass(100)
  // The list is a part that is loaded when it is first in sight.
  await act(() => vi.dynamicImportSettled())
})

afterEach(async () => {
  cleanup()
  vi.useRealTimers()
  vi.unstubAllGlobals()
  await world.close()
})

/** Moves the browser's clock on, and lets pending answers arrive. */
const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))

/** Lets the gateway and the cloud finish everything, then the next poll see it. */
async function finish() {
  world.clock.release()
  await vi.waitFor(async () => {
    const { running } = await call('jobChanges', { query: { since: 0 } })
    expect(running).toBe(0)
  })
  await pass(2000)
}

const panel = () => within(screen.getByRole('region', { name: 'Jobs' }))

async function share(projects: string[]) {
  const { images } = await call('images')
  const image = images.find(({ obstacle }) => obstacle === null)
  const { job_id } = await call('shareImages', { body: { images: [image?.id ?? ''], projects } })
  return job_id
}

it('the panel shows a job from its start to its end, and announces the end', async () => {
  expect(panel().getByText('No jobs yet')).toBeTruthy()
  await share([RECIPIENT, ANOTHER])
  await pass(31_000)
  expect(panel().getByRole('link', { name: /Share 1 image × 2 projects.*0 of 2 pairs/ })).toBeTruthy()
  expect(document.title).toMatch(/^\(1 running\) /)
  await finish()
  expect(panel().getByRole('link', { name: /^Shared.*Share 1 image × 2 projects/ })).toBeTruthy()
  expect(screen.getByText('Share 1 image with 2 projects: all 2 pairs done.').getAttribute('role')).toBe(
    'status',
  )
  expect(document.title).not.toContain('running')
})

it('a pair that the cloud only claimed counts as failed, and its job is above those that went well', async () => {
  await share([RECIPIENT])
  await finish()
  await share([ANOTHER, 'fault-lie'])
  await pass(31_000)
  await finish()
  const [failed, ended] = panel().getAllByRole('listitem')
  expect(failed?.textContent).toMatch(/^1 shared, 1 failed/)
  expect(ended?.textContent).toMatch(/Shared/)
  expect(document.title).toMatch(/^\(1 failed\) /)
})

it('a failed poll changes neither the list nor the focus, and polling goes on by itself', async () => {
  await share([RECIPIENT, ANOTHER])
  await pass(31_000)
  const row = panel().getByRole('link', { name: /Share 1 image/ })
  act(() => row.focus())
  broken = true
  await pass(4000)
  expect(panel().getByText(/Last check failed; as of .* Trying again\./)).toBeTruthy()
  expect(panel().getByRole('link', { name: /Share 1 image/ })).toBe(row)
  broken = false
  await pass(4000)
  expect(panel().getByText(/^Checked/)).toBeTruthy()
  await finish()
  expect(document.activeElement).toBe(row)
  expect(row.textContent).toContain('Shared')
})

it('a server that is away is told under the header after three failed polls, until one succeeds', async () => {
  const strip = () => screen.queryByText(/server does not answer/)
  broken = true
  await pass(31_000)
  await pass(3000)
  expect(panel().getByText(/Last check failed/)).toBeTruthy()
  expect(strip()).toBeNull()
  await pass(3000)
  expect(strip()?.closest('[role="status"]')?.textContent).toMatch(/What is shown is as of \d.*Trying again/)
  await pass(30_000)
  expect(strip()).toBeTruthy()
  broken = false
  await pass(3000)
  expect(strip()).toBeNull()
  broken = true
  await pass(31_000)
  await pass(3000)
  expect(strip()).toBeNull()
})
