import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** How often the console polls while a job runs, in ms. */
export const POLL_MS = 1500

/** A built console in a process of its own. */
export type BenchConsole = Awaited<ReturnType<typeof startConsole>>

/**
 * Starts the built console on a free port: on the embedded cloud, or on that of the variables `cloud`. The embedded
 * world is a new one of `images` images, unless there is one in the folder `data`, which is the caller's to remove.
 */
export async function startConsole({
  images = 60,
  data,
  cloud,
}: {
  images?: number
  data?: string
  cloud?: NodeJS.ProcessEnv
}) {
  const folder = data ?? (await mkdtemp(path.join(tmpdir(), 'bench-console-')))
  const env = { PORT: '0', DATA_DIR: folder, EMBEDDED_IMAGES: String(images), LOG_LEVEL: 'error', ...cloud }
  const child = start(cloud ? ['main.js'] : ['main.js', '--cloud', 'embedded'], env)
  return {
    url: await addressOf(child),
    /** Resident memory now and at its peak, in MB, where the system tells (Linux). */
    memory: async () => {
      const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '')
      const field = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1000
      return { now: field('VmRSS'), peak: field('VmHWM') }
    },
    stop: async () => {
      await end(child)
      if (data === undefined) await rm(folder, { recursive: true })
    },
  }
}

/** Starts the embedded cloud alone, on a free port. */
export async function startCloud() {
  const folder = await mkdtemp(path.join(tmpdir(), 'bench-cloud-'))
  const child = start(['embedded.js'], { PORT: '0', DATA_DIR: folder })
  return {
    url: await addressOf(child),
    stop: async () => {
      await end(child)
      await rm(folder, { recursive: true })
    },
  }
}

const start = ([entry = '', ...words]: string[], env: NodeJS.ProcessEnv) =>
  spawn(process.execPath, [`dist/server/${entry}`, ...words], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })

async function end(child: ChildProcess) {
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill()
  await ended
}

const addressOf = (child: ChildProcess) =>
  new Promise<string>((resolve, reject) => {
    let out = ''
    child.once('exit', () => reject(new Error(`it ended: ${out}`)))
    child.stdout?.on('data', (chunk: Buffer) => {
      out += chunk.toString()
      const found = /http:\/\/\S+/.exec(out)
      if (found) resolve(found[0])
    })
  })
