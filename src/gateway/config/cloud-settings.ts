import type { CloudsFile, Fields, Surroundings } from './clouds-file.ts'
import { ConfigError } from './config.ts'
import { PROFILES } from './profiles.ts'

/** The settings of one cloud in one region: what its file, its profile and its region say, under the names of today. */
export type CloudSettings = {
  /** Empty when none is chosen. */
  region: string
  profile: string | undefined
  /** A setting beside `auth`. */
  get(name: string): unknown
  /** A text of `auth`, or beside it. */
  auth(name: string): string | undefined
  /** What the operator should know of, a sentence each. */
  warnings: readonly string[]
}

type Written = { name: string; settings: Fields; file: CloudsFile; env: Surroundings['env'] }

export const badCloud = (name: string, what: string) => new ConfigError(`The cloud "${name}" ${what}`)

/**
 * Puts the settings of a cloud together in the order of openstacksdk 0.101 (`OpenStackConfig.get_one`): its profile, what
 * is written, the values of its region; then old names become those of today, and `{region_name}` is filled in. Throws
 * `ConfigError`.
 */
export function settle(written: Written): CloudSettings {
  const { name, settings, env } = written
  const { profile, values, warnings } = profileOf(written)
  const region = regionOf({ name, settings, profile: values, wanted: env.OS_REGION_NAME ?? '' })
  const layers = [values, settings, region.values]
  const beside: Fields = { ...Object.assign({}, ...layers.map(withoutAuth)), region_name: region.name }
  const top = withTodaysNames(beside)
  const auth: Fields = Object.assign({}, ...layers.map((layer) => authOf(name, layer)))
  return {
    ...{ region: region.name, profile, warnings },
    get(key) {
      const value = top[key] ?? undefined
      return typeof value === 'string' ? fill(name, value, top) : value
    },
    auth(key) {
      // A name with dashes goes before one without, and within each what is in `auth`.
      const names = [key.replaceAll('_', '-'), key]
      const values = names.flatMap((one) => [auth[one], beside[one]])
      const text = values.map((value) => textOf(name, key, value)).find(Boolean)
      return key === 'auth_url' && text ? fill(name, text, top) : text
    },
  }
}

/** What the profile of a cloud says; `cloud` is the old word for it. */
function profileOf({ name, settings, file }: Written) {
  const profile = textOf(name, 'profile', settings.profile ?? settings.cloud)
  if (!profile) return { profile: undefined, values: {}, warnings: [] }
  if (profile.includes('://'))
    throw badCloud(
      name,
      `names a profile of another server, ${profile}. Settings are not taken over the network: write them into the file.`,
    )
  const values =
    file.profiles.get(profile) ?? (Object.hasOwn(PROFILES, profile) ? PROFILES[profile] : undefined)
  const known = [...file.profiles.keys(), ...Object.keys(PROFILES)].join(', ')
  if (values) return { profile, values: values as Fields, warnings: [] }
  if (!authOf(name, settings).auth_url && !settings.auth_url)
    throw badCloud(name, `names the profile "${profile}" and has no auth_url; known are ${known}.`)
  const warning = `The cloud "${name}" names the profile "${profile}", which is not known here: it adds nothing.`
  return { profile, values: {}, warnings: [warning] }
}

type Region = { name: string; values: Fields }

function regionOf(o: { name: string; settings: Fields; profile: Fields; wanted: string }): Region {
  const { name, wanted } = o
  const regions = regionsIn(name, o.settings) ?? regionsIn(name, o.profile) ?? []
  const [first] = regions
  if (!first || !wanted) return first ?? { name: wanted, values: {} }
  const chosen = regions.find((region) => region.name === wanted)
  if (chosen) return chosen
  const all = regions.map((region) => region.name).join(', ')
  throw badCloud(name, `has no region "${wanted}", which OS_REGION_NAME names. Its regions: ${all}.`)
}

function regionsIn(name: string, settings: Fields): Region[] | null {
  const { regions, region_name } = withoutDashes(settings)
  if (regions !== undefined && regions !== null) {
    if (!Array.isArray(regions)) throw badCloud(name, 'must have a list as regions.')
    return regions.map((region) => toRegion(name, region))
  }
  if (Array.isArray(region_name)) return region_name.map((region) => toRegion(name, region))
  const text = textOf(name, 'region_name', region_name)
  return text ? text.split(',').map((one) => toRegion(name, one)) : null
}

function toRegion(cloud: string, region: unknown): Region {
  if (typeof region === 'string') return { name: region, values: {} }
  const { name, values, ...others } = (region ?? {}) as Record<string, unknown>
  const isOdd = typeof (values ?? {}) !== 'object' || Object.keys(others).length > 0
  if (typeof name !== 'string' || isOdd)
    throw badCloud(cloud, 'has a region that is neither a name nor a name with values.')
  // An empty value leaves what is there.
  const set = Object.entries(values ?? {}).filter(([, value]) => value !== null)
  return { name, values: Object.fromEntries(set) }
}

const withoutAuth = ({ auth: _, ...others }: Fields): Fields => others

function authOf(name: string, { auth }: Fields): Fields {
  if (auth === undefined || auth === null) return {}
  if (typeof auth === 'object' && !Array.isArray(auth)) return auth as Fields
  throw badCloud(name, 'must have its settings under auth by name.')
}

const withoutDashes = (settings: Fields): Fields =>
  Object.fromEntries(Object.entries(settings).map(([key, value]) => [key.replaceAll('-', '_'), value]))

/** `endpoint_type` is the old word for `interface`, and wins where both are there. */
function withTodaysNames(settings: Fields): Fields {
  const old = Object.entries(settings).filter(([key]) => key.endsWith('endpoint_type'))
  const renamed = old.map(([key, value]) => [key.replace('endpoint_type', 'interface'), value])
  return { ...withoutDashes(settings), ...Object.fromEntries(renamed) }
}

/** A setting that must be a text; numbers are texts by now. */
function textOf(cloud: string, key: string, value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined
  if (typeof value === 'string') return value
  const hint =
    typeof value === 'boolean' ? ' YAML takes words like yes, no, on and off for switches: quote it.' : ''
  throw badCloud(cloud, `has a ${key} that is no text.${hint}`)
}

/** Fills `{region_name}` and other settings into a text. */
function fill(cloud: string, text: string, settings: Fields): string {
  return text.replace(/\{(\w+)\}/g, (_, key: string) => {
    const value = settings[key]
    if (typeof value === 'string' && value !== '') return value
    throw badCloud(cloud, `needs ${key}: it belongs into ${text}.`)
  })
}
