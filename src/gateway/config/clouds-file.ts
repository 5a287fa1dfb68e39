import path from 'node:path'
import * as z from 'zod/mini'
import { ConfigError } from './config.ts'
import { readYaml } from './yaml-1-1.ts'

/** The text of a file; null when there is none. Throws when it cannot be read. */
type ReadFile = (path: string) => string | null

/** What the files are looked for with. */
export type Surroundings = {
  env: Record<string, string | undefined>
  cwd: string
  home: string
  readFile: ReadFile
}

/** Settings as they are written. */
export type Fields = Readonly<Record<string, unknown>>

/** Settings by the name of their cloud; null: a name without any. */
type Clouds = Readonly<Record<string, Fields | null | undefined>>

const fields = z.record(z.string(), z.unknown())
const clouds = z.nullish(z.record(z.string(), z.nullish(fields)))
const cloudsFile = z.object({ clouds, 'public-clouds': clouds })

/** The clouds of the files by name, and what may be their profiles; `file`: where they stand, null when there is none. */
export type CloudsFile = {
  file: string | null
  clouds: ReadonlyMap<string, Fields>
  profiles: ReadonlyMap<string, Fields>
}

/**
 * Reads `clouds.yaml`, `secure.yaml` over it, and `clouds-public.yaml`: the file that `OS_CLIENT_CONFIG_FILE`
 * (`OS_CLIENT_SECURE_FILE`) names, else the first in the working folder, those of the user and those of the machine
 * (openstacksdk, "Configuring OpenStack SDK Applications"). Throws `ConfigError`.
 */
export function readCloudsFile(around: Surroundings): CloudsFile {
  const main = readFirst(around, 'clouds', around.env.OS_CLIENT_CONFIG_FILE)
  const secure = readFirst(around, 'secure', around.env.OS_CLIENT_SECURE_FILE)
  const vendors = readFirst(around, 'clouds-public')
  return {
    file: main?.file ?? secure?.file ?? null,
    clouds: toMap(mergeFields(main?.clouds ?? {}, secure?.clouds ?? {}) as Clouds),
    profiles: toMap(vendors?.['public-clouds'] ?? {}),
  }
}

const toMap = (all: Clouds) => new Map(Object.entries(all).map(([name, cloud]) => [name, cloud ?? {}]))

function readFirst({ env, cwd, home, readFile }: Surroundings, name: string, named?: string) {
  const folders = [
    ...[cwd, path.join(env.XDG_CONFIG_HOME || path.join(home, '.config'), 'openstack')],
    path.join(env.SNAP_REAL_HOME || home, '.config/openstack'),
    ...[path.join(env.XDG_CONFIG_DIRS || '/etc/xdg', 'openstack'), '/etc/openstack'],
  ]
  const places = folders.flatMap((folder) =>
    ['yaml', 'yml', 'json'].map((ending) => path.join(folder, `${name}.${ending}`)),
  )
  for (const file of named ? [named] : places) {
    const text = read(file, readFile)
    if (text !== null) return { file, ...parse(file, text) }
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

/** JSON is YAML as well. */
function parse(file: string, text: string): z.infer<typeof cloudsFile> {
  const read = readYaml(text)
  if ('problem' in read) throw new ConfigError(`${file} is not valid YAML${read.problem}.`)
  const found = cloudsFile.safeParse(read.value ?? {})
  if (found.success) return found.data
  throw new ConfigError(`${file} must have a list "clouds" with the settings of each by name.`)
}

/** The second over the first, whose nested settings stay. */
function mergeFields(base: Fields, over: Fields): Fields {
  const merged: Record<string, unknown> = { ...base }
  for (const [key, value] of Object.entries(over)) {
    const [before, after] = [fields.safeParse(base[key]), fields.safeParse(value)]
    merged[key] = before.success && after.success ? mergeFields(before.data, after.data) : value
  }
  return merged
}
