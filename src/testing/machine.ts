import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** Runs a program in sight of whoever runs the tests, and waits for its end. */
export const run = (command: string, args: string[], env: Record<string, string> = {}) =>
  spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, ...env } })

export const isRoot = (): boolean => process.getuid?.() === 0

/** Debian itself: its relatives have other packages under the same names. */
export function isDebian(): boolean {
  try {
    return /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'))
  } catch {
    return false
  }
}
