import { ConfigError } from '#gateway/config/config'
import { type CloudConfig, readCloud } from '#gateway/config/read-cloud'

/** Files by their path, variables, and the cloud that the command line names. */
export type Setup = { files?: Record<string, string>; env?: Record<string, string>; named?: string }

export const HOME = '/home/op'

/** The cloud that a gateway started with these settings in `/work` would work on. */
export function readSettings({ files = {}, env = {}, named }: Setup): CloudConfig | null {
  return readCloud({ env, cwd: '/work', home: HOME, readFile: (path) => files[path] ?? null, named })
}

/** The only cloud of a `clouds.yaml`. */
export function readOnly(yaml: string, env: Record<string, string> = {}): CloudConfig {
  const cloud = readSettings({ files: { '/work/clouds.yaml': yaml }, env })
  if (cloud === null) throw new Error('It is the embedded one.')
  return cloud
}

/** Why these settings are not taken. */
export function refusalOf(setup: Setup): string {
  try {
    readSettings(setup)
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  throw new Error('They were taken.')
}
