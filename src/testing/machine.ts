import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** Runs a program in sight of whoever runs the tests, and waits for its end. */
export const run = (command: string, args: string[]) =>
  // In this runlevel Debian starts no service of what it installs.
  spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, RUNLEVEL: '1' } })

export const isRoot = (): boolean => process.getuid?.() === 0

/** Installs packages of Debian as root on Debian; elsewhere, and where they cannot be had, it does nothing. */
export function installDebian(...packages: string[]): void {
  if (!isRoot() || !isDebian()) return
  run('apt-get', ['update'])
  run('apt-get', ['install', '-y', '--no-install-recommends', ...packages])
}

/** Debian itself: its relatives have other packages under the same names. */
function isDebian(): boolean {
  try {
    return /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'))
  } catch {
    return false
  }
}
