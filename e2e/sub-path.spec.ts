import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  test as base,
  createWorld,
  expect,
  foreignId,
  jobsPanel,
  pick,
  shareForm,
  UBUNTU,
} from './fixtures.ts'
import { enter, signIn } from './session.ts'

/*
 * Below a path the console was its logo for ever. Here a proxy has it below /images/, and nothing of it elsewhere: every
 * request that goes by that is a fault.
 */

/** A proxy that hands on what is below a path, with the path or without it, and keeps what is not. */
async function startProxy(stripping: boolean) {
  const strays: string[] = []
  let target = 0
  const server = createServer((from, to) => {
    const { method, url = '', headers } = from
    if (!url.startsWith('/images/')) {
      strays.push(url)
      to.writeHead(404).end()
      return
    }
    const path = stripping ? url.slice('/images'.length) : url
    const call = request({ host: '127.0.0.1', port: target, path, method, headers }, (answer) => {
      to.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(to)
    })
    to.on('close', () => call.destroy())
    call.on('error', () => to.destroy())
    from.pipe(call)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/images/`,
    strays,
    handTo(port: number) {
      target = port
    },
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

type Proxy = Awaited<ReturnType<typeof startProxy>>

const test = base.extend<{ stripping: boolean; front: Proxy }>({
  stripping: [false, { option: true }],
  front: async ({ stripping }, use) => {
    const proxy = await startProxy(stripping)
    await use(proxy)
    await proxy.close()
    // Browsers ask for it by themselves where a page has no icon yet.
    expect(proxy.strays.filter((url) => url !== '/favicon.ico')).toEqual([])
  },
  world: async ({ front }, use) => {
    const world = await createWorld({
      startAt: Date.now(),
      demoSignIn: false,
      door: { publicUrl: new URL(front.url) },
    })
    const server = await world.listen()
    front.handTo(server.port)
    await use({ ...world, url: front.url, unplug: server.close, plugIn: async () => {} })
    await server.close()
    await world.close()
  },
})

for (const stripping of [false, true])
  test.describe(stripping ? 'a proxy that takes the path off' : 'a proxy that leaves the path on', () => {
    test.use({ stripping })
    test('everything goes on below the path: sign-in, share, reload, links, downloads', async ({
      page,
      world,
      context,
    }) => {
      await context.grantPermissions(['clipboard-read', 'clipboard-write'])
      await page.goto(world.url)
      await enter(page, 'operator')
      await expect(page).toHaveURL(`${world.url}share`)
      await pick(page, 'Images', [UBUNTU])
      const form = shareForm(page)
      // Read by a worker, which has a file of its own.
      await form.paste.fill(foreignId(1))
      await form.confirmNew.check()
      world.clock.hold()
      await form.submit.click()
      const row = jobsPanel(page).getByRole('link', { name: /Share 1 image × 1 project/ })
      await expect(row).toContainText('0 of 1 pair')
      await expect(page.locator('link[rel=icon]')).toHaveAttribute('href', '/images/favicon-running.svg')
      await row.click()
      await expect(page).toHaveURL(/\/images\/jobs\/[0-9a-f]{32}$/)

      await page.reload()
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Share 1 image with 1 project')
      await expect(signIn(page)).toHaveCount(0)
      world.clock.release()
      await expect(page.getByRole('table', { name: 'Pairs' }).getByText('Is a member')).toHaveCount(1)

      const copies = page.getByRole('button', { name: 'Copy or download' })
      await copies.click()
      await page.getByRole('menuitem', { name: /curl/ }).click()
      await expect(page.getByText(/^Copied/)).toBeVisible()
      const copied = await page.evaluate(() => navigator.clipboard.readText())
      expect(copied).toContain(`${world.url}v1/cloudimages/members`)
      await copies.click()
      const evidence = page.waitForEvent('download')
      await page.getByRole('menuitem', { name: /evidence/i }).click()
      expect(await readFile(await (await evidence).path(), 'utf8')).toContain(foreignId(1))

      await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Jobs' }).click()
      await expect(page).toHaveURL(`${world.url}jobs`)
      const table = page.waitForEvent('download')
      await page.getByRole('link', { name: /CSV/ }).click()
      expect(await readFile(await (await table).path(), 'utf8')).toContain(foreignId(1))
      for (const name of ['Recipients', 'Received']) {
        await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name }).click()
        await expect(page.getByRole('heading', { level: 1 })).toHaveText(name)
      }
    })
  })

base('a page whose files do not come says what is to be set', async ({ page, world }) => {
  await page.route('**/*.{js,css}', (route) => route.fulfill({ status: 404 }))
  await page.goto(world.url)
  const note = page.getByText('its setting PUBLIC_URL must be the address that the browser shows')
  await expect(note).toBeHidden()
  await note.evaluate((element) => element.getAnimations().map((animation) => animation.finish()))
  await expect(note).toBeVisible()
})
