import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

const ENTRY = path.join(import.meta.dirname, 'gateway-process.ts')
const JITI = path.join(import.meta.dirname, '../../node_modules/jiti/lib/jiti-cli.mjs')

/** A gateway in a process of its own. */
export type GatewayProcess = {
  url: string
  /** Ends it and settles when it has ended; SIGKILL gives it no chance to say goodbye. Answers the exit code. */
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null>
}

/**
 * Starts a gateway with these settings and nothing else of this process' surroundings that it would heed. `log`: where
 * its log goes.
 */
export async function startGateway(
  settings: Record<string, string>,
  log: 'inherit' | number = 'inherit',
): Promise<GatewayProcess> {
  const folder = await mkdtemp(path.join(tmpdir(), 'gateway-'))
  const surroundings = Object.entries(process.env).filter(([name]) => !/^(OS_|VITEST|NODE_ENV)/.test(name))
  const child = spawn(process.execPath, [JITI, ENTRY], {
    cwd: folder,
    env: {
      ...Object.fromEntries(surroundings),
      ...{ PORT: '0', LOG_LEVEL: 'silent', DATA_DIR: folder, HOME: folder },
      ...settings,
    },
    stdio: ['ignore', 'pipe', log],
  })
  const exit = once(child, 'exit')
  return {
    url: await urlOf(child),
    async end(signal) {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal)
      await exit
      await rm(folder, { recursive: true, force: true })
      return child.exitCode
    },
  }
}

async function urlOf({ stdout }: ChildProcess): Promise<string> {
  let said = ''
  for await (const chunk of stdout ?? []) {
    said += chunk
    const url = /http:\/\/\S+/.exec(said)?.[0]
    if (url) return url
  }
  throw new Error(`The gateway ended before it listened: ${said}`)
}
