import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { chromium } from 'playwright'
import { installDebian, isRoot, run } from './machine.ts'

/** Chromium's start-up switches: nothing that calls home, nothing that a container lacks. */
export const BROWSER_ARGS: readonly string[] = [
  ...(isRoot() ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const NAMES = ['chromium', 'chromium-browser', 'google-chrome']

/**
 * Path of a Chromium that starts: `CHROMIUM_PATH`, then one on `PATH`, else it is installed: as root on Debian from
 * Debian, elsewhere by Playwright. Throws an error that says what to do when there is none. The answer is kept in
 * `CHROMIUM_PATH` for child processes.
 */
export function findBrowser(): string {
  const given = process.env.CHROMIUM_PATH
  if (given) {
    if (starts(given)) return given
    throw new Error(`CHROMIUM_PATH is "${given}", which does not start. Correct it or unset it.`)
  }
  const found = onPath(NAMES) ?? install()
  process.env.CHROMIUM_PATH = found
  return found
}

function install(): string {
  installDebian('chromium')
  const installed = onPath(['chromium'])
  if (installed) return installed
  run('npx', ['playwright', 'install', ...(isRoot() ? ['--with-deps'] : []), 'chromium'])
  if (starts(chromium.executablePath())) return chromium.executablePath()
  throw new Error('No Chromium found and none could be installed. Install one and set CHROMIUM_PATH to it.')
}

/** The first of these programs that is on `PATH` and starts, as an absolute path. */
function onPath(names: string[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(path.delimiter)
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name))).find(starts)
}

const starts = (program: string) => spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0
