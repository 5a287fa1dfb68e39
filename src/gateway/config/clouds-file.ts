import path from 'node:path'
import { parseDocument } from 'yaml'
import * as z from 'zod/mini'
import { ConfigError } from './config.ts'

/** The text of a file; null when there is none. Throws when it cannot be read. */
type ReadFile = (path: string) => string | null

/** What the files are looked for with. */
export type Surroundings = {
  env: Record<string, string | undefined>
  cwd: string
  home: string
  readFile: ReadFile
}

const fields = z.record(z.string(), z.unknown())
const cloudsFile = z.object({ clouds: z.nullish(z.record(z.string(), z.nullish(fields))) })

/** The clouds of the configuration files by name, as written; `file`: where they stand, null when there is none. */
export type CloudsFile = { file: string | null; clouds: ReadonlyMap<string, Record<string, unknown>> }

/**
 * Reads `clouds.yaml`, and `secure.yaml` over it: the file that `OS_CLIENT_CONFIG_FILE` (`OS_CLIENT_SECURE_FILE`) names,
 * else the first in the working folder, `~/.config/openstack` and `/etc/openstack` (openstacksdk, "Configuring
 * OpenStack SDK Applications"). Throws `ConfigError`.
 */
export function readCloudsFile(around: Surroundings): CloudsFile {
  const main = readFirst(around, 'clouds', around.env.OS_CLIENT_CONFIG_FILE)
  const secure = readFirst(around, 'secure', around.env.OS_CLIENT_SECURE_FILE)
  const clouds = new Map(main?.clouds)
  for (const [name, secrets] of secure?.clouds ?? []) clouds.set(name, merge(clouds.get(name) ?? {}, secrets))
  return { file: main?.file ?? secure?.file ?? null, clouds }
}

function readFirst(
  { cwd, home, readFile }: Surroundings,
  name: string,
  named: string | undefined,
): { file: string; clouds: Map<string, Record<string, unknown>> } | null {
  const folders = [cwd, path.join(home, '.config/openstack'), '/etc/openstack']
  const places = folders.flatMap((folder) =>
    ['yaml', 'yml', 'json'].map((ending) => path.join(folder, `${name}.${ending}`)),
  )
  for (const file of named ? [named] : places) {
    const text = read(file, readFile)
    if (text !== null) return { file, clouds: parseClouds(file, text) }
  }
  if (named) throw new ConfigError(`There is no file ${named}.`)
  return null
}

function read(file: string, readFile: ReadFile): string | null {
  try {
    return readFile(file)
  } catch (error) {
    throw new ConfigError(`${file} cannot be read: ${error instanceof Error ? error.message : error}`)
  }
}

/** What a file says. A reference that leads nowhere, or to very much, is an error without a place. */
function toValue(file: string, document: ReturnType<typeof parseDocument>): unknown {
  try {
    return document.toJS()
  } catch {
    throw new ConfigError(`${file} is not valid YAML: one of its references leads nowhere, or to too much.`)
  }
}

/** JSON is YAML as well. */
function parseClouds(file: string, text: string): Map<string, Record<string, unknown>> {
  // Only where, not what: the line may hold a password. A warning of the parser would print it, and one that begins with
  // "!" is taken for a tag.
  const document = parseDocument(text, { logLevel: 'silent' })
  const [problem] = [...document.errors, ...document.warnings]
  if (problem) {
    const at = problem.linePos?.[0].line
    const hint = problem.code === 'TAG_RESOLVE_FAILED' ? '; a value with "!" in front belongs in quotes' : ''
    throw new ConfigError(`${file} is not valid YAML${at ? `: look at line ${at}` : ''}${hint}.`)
  }
  const found = cloudsFile.safeParse(toValue(file, document) ?? {})
  if (!found.success)
    throw new ConfigError(`${file} must have a list "clouds" with the settings of each by name.`)
  return new Map(Object.entries(found.data.clouds ?? {}).map(([name, cloud]) => [name, cloud ?? {}]))
}

/** The second over the first, whose nested settings stay. */
function merge(base: Record<string, unknown>, over: Record<string, unknown>): Record<string, unknown> {
  const merged = { ...base }
  for (const [key, value] of Object.entries(over)) {
    const [before, after] = [fields.safeParse(base[key]), fields.safeParse(value)]
    merged[key] = before.success && after.success ? merge(before.data, after.data) : value
  }
  return merged
}
