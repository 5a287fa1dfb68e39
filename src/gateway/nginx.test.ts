import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Agent, fetch } from 'undici'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createWorld } from '#testing/harness'
import { listen } from './listen.ts'

/* The nginx of docs/operations.md, with a certificate of its own, before a console. Left out where there is no nginx. */

const NGINX = ['nginx', '/usr/sbin/nginx'].find((name) => spawnSync(name, ['-v']).status === 0)
const OPERATIONS = readFileSync(path.join(import.meta.dirname, '../../docs/operations.md'), 'utf8')

const freePort = async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}

describe.runIf(NGINX)('behind the documented nginx', () => {
  const ends: (() => unknown)[] = []
  let ask: (url: string, init?: Parameters<typeof fetch>[1]) => ReturnType<typeof fetch>
  let goOn = () => {}

  beforeAll(async () => {
    const world = await createWorld({ trustProxy: true, demoSignIn: false })
    const held = new Promise<void>((resolve) => {
      goOn = resolve
    })
    const slow = () =>
      new Response(
        new ReadableStream({
          async start(controller) {
            controller.enqueue(new TextEncoder().encode('first\n'))
            await held
            controller.close()
          },
        }),
      )
    const server = await listen({
      fetch: (request) => (request.url.endsWith('/slow') ? slow() : world.app.fetch(request)),
      host: '127.0.0.1',
      port: 0,
    })
    const gone = await freePort()
    const port = await freePort()
    const folder = mkdtempSync(path.join(tmpdir(), 'nginx-'))
    const [pem, key] = ['console.pem', 'console.key'].map((name) => path.join(folder, name)) as [
      string,
      string,
    ]
    const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost']
    execFileSync(
      'openssl',
      ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...names, '-out', pem, '-keyout', key],
      { stdio: 'ignore' },
    )
    const example = /```nginx\n([\s\S]*?)```/.exec(OPERATIONS)?.[1] ?? ''
    const site = example
      .replace('10.0.0.11:8080', `127.0.0.1:${gone}`)
      .replace('10.0.0.12:8080', `127.0.0.1:${server.port}`)
      .replace('listen 443', `listen 127.0.0.1:${port}`)
      .replace('console.example.com', 'localhost')
      .replace('/etc/ssl/console.pem', pem)
      .replace('/etc/ssl/console.key', key)
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
      (name) => `${name}_temp_path ${folder}/${name};`,
    )
    const settings = path.join(folder, 'nginx.conf')
    writeFileSync(
      settings,
      `daemon off; pid ${folder}/pid; error_log stderr crit; events {}
       http { access_log off; ${temporary.join(' ')} ${site} }`,
    )
    const nginx = spawn(NGINX ?? '', ['-p', folder, '-e', 'stderr', '-c', settings], { stdio: 'inherit' })
    const dispatcher = new Agent({ connect: { ca: readFileSync(pem, 'utf8') } })
    ask = (url, init) => fetch(`https://localhost:${port}${url}`, { ...init, dispatcher })
    ends.push(
      world.close,
      server.close,
      () => rmSync(folder, { recursive: true, force: true }),
      async () => {
        await dispatcher.destroy()
        nginx.kill('SIGTERM')
        await once(nginx, 'exit')
      },
    )
    for (let tries = 0; tries < 100; tries += 1) {
      const up = await ask('/healthz').catch(() => null)
      if (up?.ok) return
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    throw new Error('nginx does not answer')
  })
  afterAll(async () => {
    for (const end of ends.reverse()) await end()
  })

  test('a gateway that is gone is passed over', async () => {
    for (let n = 0; n < 6; n += 1) expect((await ask('/healthz')).status).toBe(200)
  })

  test('a sign-in gets a cookie for TLS only, and is known by it', async () => {
    const own = { 'x-console': '1', 'sec-fetch-site': 'same-origin' }
    const form = { user: 'operator', domain: 'demo', password: 'operator', passcode: '' }
    const signIn = await ask('/console/sign-in', {
      method: 'POST',
      headers: own,
      body: JSON.stringify({ method: 'password', ...form, project: 'golden-images' }),
    })
    const cookie = signIn.headers.get('set-cookie') ?? ''
    expect([signIn.status, cookie]).toEqual([200, expect.stringMatching(/^__Host-.*; Secure/)])
    const headers = { ...own, cookie: cookie.split(';')[0] ?? '' }
    expect((await ask('/console/jobs', { headers })).status).toBe(200)
    expect((await ask('/console/jobs', { headers: own })).status).toBe(401)
  })

  test('a token of many KB arrives', async () => {
    const answer = await ask('/console/jobs', { headers: { 'x-auth-token': 'x'.repeat(20_000) } })
    expect(answer.status).toBe(401)
    expect(await answer.json()).toMatchObject({ code: expect.stringContaining('APIGW') })
  })

  test('an answer that is made line by line arrives line by line', async () => {
    const { body } = await ask('/slow')
    const first = await body?.getReader().read()
    expect(new TextDecoder().decode(first?.value)).toBe('first\n')
    goOn()
  })

  test.each(['/metrics', '/readyz'])('%s is not reachable from outside', async (page) => {
    expect((await ask(page)).status).toBe(404)
  })
})
