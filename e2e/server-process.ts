import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const MAIN = fileURLToPath(new URL('../dist/server/main.js', import.meta.url))

/**
 * The built console in a process and with a folder of its own. `kill` ends it without warning. `settings` are
 * added to this process's environment variables. The cloud is always the embedded one, unless `cloud` is
 * null.
 */
export async function startServer({
  settings = {} as Record<string, string>,
  cloud = 'embedded' as string | null,
} = {}) {
  const args = cloud === null ? [] : ['--cloud', cloud]
  const dataDir = await mkdtemp(path.join(tmpdir(), 'console-'))
  let { process: running, url } = await spawnServer({ ...settings, DATA_DIR: dataDir, PORT: '0' }, args)
  const kill = async () => {
    if (running.exitCode !== null || running.signalCode !== null) return
    const exit = once(running, 'exit')
    running.kill('SIGKILL')
    await exit
  }
  return {
    url,
    kill,
    /** On the same port, with the same data. */
    async restart() {
      ;({ process: running, url } = await spawnServer(
        { ...settings, DATA_DIR: dataDir, PORT: new URL(url).port },
        args,
      ))
    },
    async end() {
      await kill()
      await rm(dataDir, { recursive: true })
    },
  }
}

async function spawnServer(
  settings: Record<string, string>,
  args: readonly string[],
): Promise<{ process: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { ...process.env, ...settings, LOG_LEVEL: 'error' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  for await (const chunk of child.stdout) {
    said += chunk
    const url = /http:\/\/\S+/.exec(said)?.[0]
    if (url) return { process: child, url }
  }
  throw new Error(`The server ended before it listened: ${said}`)
}
