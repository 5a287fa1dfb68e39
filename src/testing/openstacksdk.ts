import { execFileSync } from 'node:child_process'
import path from 'node:path'

/** A folder, the variables, and the cloud that is named. */
type Setup = { cwd: string; env: Record<string, string>; cloud: string | null }

/** What openstacksdk takes a set-up for; `identity` and `scope`: what it would send to Keystone at `url`. */
export type SdkCloud = {
  name: string
  file: string | null
  url: string
  identity: Record<string, unknown>
  scope: Record<string, unknown> | null
  region: string
  interface: string | string[] | null
  verify: boolean | string | null
  cert: string | [string, string] | null
  image: Record<'endpoint' | 'region' | 'interface' | 'type' | 'name', string | string[] | null>
}

/** Reads set-ups by Debian's openstacksdk, one after the other; it fails for some of them. */
export function readByOpenstacksdk(setups: readonly Setup[]): (SdkCloud | { error: string })[] {
  const script = path.join(import.meta.dirname, 'openstacksdk.py')
  const out = execFileSync('/usr/bin/python3', [script], {
    input: JSON.stringify(setups),
    env: { PATH: '/usr/bin:/bin', LANG: 'C.UTF-8' },
    maxBuffer: 64 * 1024 * 1024,
  })
  return JSON.parse(out.toString())
}
