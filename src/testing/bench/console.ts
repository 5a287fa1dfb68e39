import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** A built console in a process of its own. */
export type BenchConsole = Awaited<ReturnType<typeof startConsole>>

/**
 * Starts the built console on the embedded cloud, on a free port. The world is a new one of `images` images, unless there
 * is one in the folder `data`, which is the caller's to remove.
 */
export async function startConsole({ images, data }: { images: number; data?: string }) {
  const folder = data ?? (await mkdtemp(path.join(tmpdir(), 'bench-console-')))
  const env = { PORT: '0', DATA_DIR: folder, EMBEDDED_IMAGES: String(images), LOG_LEVEL: 'error' }
  const child = spawn(process.execPath, ['dist/server/main.js'], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let out = ''
  const url = await new Promise<string>((resolve, reject) => {
    child.once('exit', () => reject(new Error(`the console ended: ${out}`)))
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString()
      const found = /http:\/\/\S+/.exec(out)
      if (found) resolve(found[0])
    })
  })
  return {
    url,
    /** Resident memory now and at its peak, in MB, where the system tells (Linux). */
    memory: async () => {
      const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '')
      const field = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1000
      return { now: field('VmRSS'), peak: field('VmHWM') }
    },
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill()
      await ended
      if (data === undefined) await rm(folder, { recursive: true })
    },
  }
}
