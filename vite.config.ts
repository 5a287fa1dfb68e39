import { readFileSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { getRequestListener } from '@hono/node-server'
import react from '@vitejs/plugin-react'
import pino from 'pino'
import postcssPresetMantine from 'postcss-preset-mantine'
import type { Plugin, ViteDevServer } from 'vite'
import { defineConfig } from 'vitest/config'
import { findPostgres } from './src/testing/find-postgres.ts'

/**
 * Writes `.br` and `.gz` beside every text file of the built app, at the highest level: it is done once. The page itself
 * is the server's to compress, which writes its own path into it.
 */
function precompress(): Plugin {
  let folder = ''
  return {
    name: 'precompress',
    apply: (config, { command }) => command === 'build' && !config.build?.ssr,
    configResolved: ({ root, build }) => {
      folder = path.resolve(root, build.outDir)
    },
    async writeBundle(_, bundle) {
      const names = Object.keys(bundle).filter((name) => /\.(js|css|svg|json)$/.test(name))
      await Promise.all(names.map((name) => compressFile(path.join(folder, name))))
    },
  }
}

async function compressFile(file: string) {
  const raw = await readFile(file)
  const params = { [constants.BROTLI_PARAM_SIZE_HINT]: raw.length }
  await writeFile(`${file}.br`, await promisify(brotliCompress)(raw, { params }))
  await writeFile(`${file}.gz`, await promisify(gzip)(raw, { level: 9 }))
}

type Gateway = Awaited<ReturnType<typeof import('./src/gateway/gateway.ts')['createGateway']>>

/** Mounts the gateway in Vite's own process; a change of its code makes a new one on the same data. */
function gatewayInDevelopment(): Plugin {
  const log = pino({ level: 'warn' })
  const load = async (server: ViteDevServer): Promise<Gateway> => {
    const { createGateway } = await server.ssrLoadModule('/src/gateway/gateway.ts')
    const { readConfig } = await server.ssrLoadModule('/src/gateway/config/config.ts')
    const { systemClock } = await server.ssrLoadModule('/src/gateway/cloud/clock.ts')
    return createGateway({ ...readConfig(process.env), host: '127.0.0.1', clock: systemClock, log })
  }
  return {
    name: 'gateway-in-development',
    apply: (_, { command }) => command === 'serve' && !process.env.VITEST,
    configureServer(server) {
      let gateway: Promise<Gateway> | undefined
      let closed: Promise<void> | undefined
      const close = () => {
        closed = gateway?.then((old) => old.close()).catch(() => {})
        gateway = undefined
      }
      const listener = getRequestListener(async (request) => {
        // Loaded by the first request after a change: by then Vite has forgotten the old modules.
        gateway ??= Promise.resolve(closed).then(() => load(server))
        gateway.catch(close)
        return (await gateway).app.fetch(request)
      })
      server.middlewares.use((req, res, next) => {
        if (/^\/(v1|v3|console)\/|^\/(openapi\.json|healthz|readyz|metrics)$/.test(req.url ?? ''))
          void listener(req, res)
        else next()
      })
      server.watcher.on('change', (file) => {
        if (/\/src\/(gateway|embedded|contract|ims)\/.*(?<!\.test)\.ts$/.test(file)) close()
      })
      server.httpServer?.on('close', close)
    },
  }
}

const { version } = JSON.parse(readFileSync(path.join(import.meta.dirname, 'package.json'), 'utf8'))

const serverBuild = {
  ssr: true,
  outDir: 'dist/server',
  target: 'node20',
  rolldownOptions: {
    input: {
      main: 'src/gateway/main.ts',
      embedded: 'src/embedded/main.ts',
      harness: 'src/testing/harness.ts',
    },
    // Beside the entries: they find the app relative to themselves.
    output: { chunkFileNames: '[name].js' },
  },
}

const appBuild = {
  // Every browser that runs the app preloads modules by itself.
  modulePreload: { polyfill: false },
  outDir: 'dist/app',
  // The shell and the form are one file on purpose; what it weighs is held by a test.
  chunkSizeWarningLimit: 700,
  rolldownOptions: {
    output: {
      // What every page and the form need is one file: left alone, each new page cuts it into more and smaller ones, and
      // what is compressed together is smaller. The entry itself stays out, or nothing would run it.
      codeSplitting: {
        groups: [{ name: 'shell', tags: ['$initial' as const], test: /^(?!.*(main\.tsx|index\.html))/ }],
      },
    },
  },
}

/** Tests of several gateways: only PostgreSQL can be shared. */
const SHARED = 'src/gateway/**/shared-*.test.ts'

/** What has a store, once more with the store on PostgreSQL. */
const onPostgres = {
  extends: true as const,
  test: {
    name: 'on PostgreSQL',
    include: ['src/gateway/{store,jobs}/**/*.test.ts', SHARED],
    // Files are SQLite's; a crash at every step and a hundred upsets are the same for both, but minutes for this one.
    exclude: [
      'src/gateway/store/{database,file-failures}.test.ts',
      'src/gateway/jobs/{*-crash,pair-calls,faulty-cloud-jobs}.test.ts',
    ],
    globalSetup: 'src/testing/postgres-server.ts',
  },
}

/** What needs a real cloud. It runs by itself only: a shell may have any cloud in its variables. */
const ON_OPENSTACK = 'src/gateway/cloud/openstack.test.ts'
const onOpenstack = { extends: true as const, test: { name: 'on OpenStack', include: [ON_OPENSTACK] } }

/** What needs programs of Debian: OpenStack's clients, proxies, a pooler. They take longer than unit tests. */
const WITH_CLIENTS = 'src/**/*.clients.test.ts'
const withClients = {
  extends: true as const,
  test: {
    name: 'clients',
    include: [WITH_CLIENTS],
    globalSetup: ['src/testing/openstack-clients.ts', 'src/testing/front-programs.ts'],
  },
}

/** The store through a pooler that gives each transaction another session. */
const onPgbouncer = {
  extends: true as const,
  test: {
    name: 'on PgBouncer',
    include: ['src/gateway/store/{runs,history}/*.test.ts', SHARED],
    // They end connections, read what PostgreSQL itself says of bad addresses, or start processes for minutes.
    exclude: ['src/gateway/store/shared-{errors,failures}.test.ts', 'src/gateway/shared-gateways.test.ts'],
    globalSetup: ['src/testing/front-programs.ts', 'src/testing/pgbouncer-server.ts'],
  },
}

const unit = {
  extends: true as const,
  test: {
    name: 'unit',
    include: ['src/**/*.test.{ts,tsx}'],
    exclude: [SHARED, ON_OPENSTACK, WITH_CLIENTS],
    globalSetup: 'src/testing/without-postgres.ts',
  },
}

function projectsOf(mode: string) {
  if (mode === 'openstack') return [onOpenstack]
  if (mode === 'clients') return [withClients, onPgbouncer]
  return [unit, ...(findPostgres() ? [onPostgres] : [])]
}

export default defineConfig(({ isSsrBuild, mode }) => ({
  // One build for every path: the files of the app find each other by where they are.
  base: './',
  plugins: [react(), precompress(), gatewayInDevelopment()],
  define: { __APP_VERSION__: JSON.stringify(version) },
  css: { postcss: { plugins: [postcssPresetMantine()] } },
  publicDir: isSsrBuild ? false : 'public',
  build: isSsrBuild ? serverBuild : appBuild,
  test: {
    // Component tests ask for a DOM themselves with `// @vitest-environment happy-dom`.
    environment: 'node',
    // Nothing is timed: a busy machine is not a red test.
    testTimeout: 120_000,
    hookTimeout: 300_000,
    // Files share a process and the modules that it has loaded. None leaves anything behind: in any order they
    // must be green.
    isolate: false,
    maxWorkers: availableParallelism(),
    setupFiles: 'src/testing/remove-stores.ts',
    // Lists of both are joined: what is included is said in each.
    projects: projectsOf(mode),
  },
}))
