import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { untilSaid } from './until-said.ts'

/** The proxies of docs/operations.md, as they stand there, started from Debian's packages. */

const OPERATIONS = readFileSync(path.join(import.meta.dirname, '../../docs/operations.md'), 'utf8')

/** The name that the examples give the console. */
export const NAME = 'console.example.com'

/** The examples of a language, in order. */
const examples = (language: string) =>
  [...OPERATIONS.matchAll(new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``, 'g'))].map(
    ([, text = '']) => text,
  )

/** Replaces what must be there: an example that has become another one is no longer tested. */
export function put(text: string, [from, to]: readonly [string, string]): string {
  if (!text.includes(from)) throw new Error(`The example has no "${from}".`)
  return text.replaceAll(from, to)
}

const [NGINX = '', NGINX_BELOW = ''] = examples('nginx')
const [CADDY = ''] = examples('caddyfile')

/** The sites of the examples: at the root of the host, and below `/images/`. */
export const SITES = {
  nginx: { root: NGINX, below: NGINX.replace(/ {2}location [\s\S]*(?=\}\n$)/, NGINX_BELOW) },
  caddy: {
    root: CADDY,
    below: [
      ['respond /readyz', 'respond /images/readyz'] as const,
      ['respond /metrics', 'respond /images/metrics'] as const,
      ['reverse_proxy ', 'reverse_proxy /images/* '] as const,
    ].reduce(put, CADDY),
  },
}

export type ProxyName = keyof typeof SITES

/** How each is started with a site, and what it says when it takes connections. */
const PROGRAMS: Record<
  ProxyName,
  { file: string; around: (site: string, folder: string) => string; args: string[]; ready: string[] }
> = {
  nginx: {
    file: 'nginx.conf',
    around: (site, folder) => {
      const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
        (name) => `${name}_temp_path ${folder}/${name};`,
      )
      // The folder is of this user alone.
      return `user root; daemon off; pid ${folder}/pid; error_log stderr notice; events {}
        http { access_log off; ${temporary.join(' ')} ${site} }`
    },
    args: ['-e', 'stderr', '-c'],
    ready: ['start worker process '],
  },
  caddy: {
    file: 'Caddyfile',
    around: (site) => `{\n admin off\n auto_https off\n}\n${site}`,
    args: ['run', '--adapter', 'caddyfile', '--config'],
    // The latter when it has found out which of its gateways is gone.
    ready: ['serving initial configuration', 'health_checker.active'],
  },
}

export type Certificate = { folder: string; pem: string; key: string; ca: string }

/** A certificate for the name of the examples, in a folder that the caller removes. */
export function makeCertificate(): Certificate {
  const folder = mkdtempSync(path.join(tmpdir(), 'certificate-'))
  const [pem, key] = [path.join(folder, 'console.pem'), path.join(folder, 'console.key')]
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
  const names = ['-subj', `/CN=${NAME}`, '-addext', `subjectAltName=DNS:${NAME}`]
  execFileSync('openssl', ['req', ...kind, ...names, '-out', pem, '-keyout', key], { stdio: 'ignore' })
  return { folder, pem, key, ca: readFileSync(pem, 'utf8') }
}

/** Starts a proxy with a site and settles when it takes connections. */
export async function startProxy(name: ProxyName, site: string): Promise<{ end(): Promise<void> }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'proxy-'))
  const { file, around, args, ready } = PROGRAMS[name]
  const settings = path.join(folder, file)
  writeFileSync(settings, around(site, folder))
  const child = spawn(name, [...args, settings], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const exit = once(child, 'exit')
  await untilSaid(child.stderr, ...ready)
  return {
    async end() {
      child.kill('SIGTERM')
      await exit
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A port that nothing listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}
