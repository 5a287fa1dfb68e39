import { readCloudsFile, type Surroundings } from './clouds-file.ts'
import { ConfigError } from './config.ts'
import { PROFILES, type Profile, profileOf } from './profiles.ts'

/** A cloud to work on, as the operator configured it. */
export type CloudConfig = {
  name: string
  authUrl: string
  /** What the sign-in page fills in: names, never a secret. Whoever opens the console signs in for himself. */
  prefill: { user: string; domain: string; project: string }
  region: string | null
  interface: string
  /** Addresses that the cloud's catalog is not asked for. */
  endpoints: { image: string | null; keys: string | null }
  tls: { verify: boolean; caFile: string | null }
  driver: Profile['driver']
  limits: { recipientsPerImage: number; recipientsPerFullEcsImage: number }
}

/** The name that stands for the embedded cloud. */
const EMBEDDED = 'embedded'
/** The cloud that `OS_*` variables make. */
const ENVIRONMENT = 'envvars'
/** Variables that choose a cloud or a file, and make none. */
const SELECTORS = [
  'OS_CLOUD',
  'OS_REGION_NAME',
  'OS_CLIENT_CONFIG_FILE',
  'OS_CLIENT_SECURE_FILE',
  'OS_CLOUD_NAME',
]

/**
 * Which cloud the console works on; null: the embedded one. By openstacksdk's rules: the cloud that is named
 * (`--cloud`, `OS_CLOUD`), else the one that `OS_*` variables make, else the only one in `clouds.yaml`. With several
 * and none named it is an error here, as a console must not guess. Throws `ConfigError`, which never has a secret in it.
 */
export function readCloud(around: Surroundings & { named: string | undefined }): CloudConfig | null {
  const { env } = around
  const wanted = around.named || env.OS_CLOUD
  if (wanted === EMBEDDED) return null
  const { file, clouds } = readCloudsFile(around)
  const ours = fromEnvironment(env)
  const all = new Map(clouds)
  if (ours) all.set(env.OS_CLOUD_NAME || ENVIRONMENT, ours)
  const [only] = clouds.size === 1 ? clouds.keys() : []
  const name = wanted || (ours ? env.OS_CLOUD_NAME || ENVIRONMENT : only)
  if (name === undefined) {
    if (clouds.size === 0) return null
    throw new ConfigError(
      `${file} has several clouds. Name one with --cloud or OS_CLOUD: ${[...clouds.keys(), EMBEDDED].join(', ')}.`,
    )
  }
  const settings = all.get(name)
  if (!settings)
    throw new ConfigError(
      `There is no cloud "${name}". ${file ? `${file} has: ${[...clouds.keys()].join(', ') || 'none'}.` : 'No clouds.yaml was found.'}`,
    )
  return toConfig(name, settings, env)
}

function fromEnvironment(env: Surroundings['env']): Record<string, unknown> | null {
  const set = Object.entries(env).filter(([key, value]) => key.startsWith('OS_') && value)
  if (!set.some(([key]) => !SELECTORS.includes(key))) return null
  return Object.fromEntries(set.map(([key, value]) => [key.slice(3).toLowerCase(), value]))
}

/** One setting by any of its names, from `auth` or beside it; a dash is as good as an underscore. */
type Get = (...names: string[]) => string | undefined

function toConfig(name: string, settings: Record<string, unknown>, env: Surroundings['env']): CloudConfig {
  const get = readSettings(settings)
  const region = env.OS_REGION_NAME || get('region_name') || null
  const named = namedProfile(name, get('profile'))
  const authUrl = get('auth_url') ?? named?.authUrl?.replace('{region}', region ?? '')
  if (!authUrl) throw badCloud(name, 'has no auth_url.')
  const addresses = [authUrl, get('image_endpoint_override'), get('kms_endpoint_override')]
  if (!addresses.every(isWebAddress)) throw badCloud(name, 'has an address that is not one of http or https.')
  const profile = named ?? profileOf(authUrl)
  return {
    name,
    authUrl,
    prefill: prefillOf(get),
    region,
    // "publicURL" is how older settings write it.
    interface: (get('interface', 'endpoint_type') ?? 'public').replace(/URL$/, ''),
    endpoints: {
      image: get('image_endpoint_override') ?? null,
      keys: get('kms_endpoint_override') ?? null,
    },
    tls: {
      verify: !isTrue(get('insecure')) && get('verify')?.toLowerCase() !== 'false',
      caFile: get('cacert') ?? null,
    },
    driver: driverOf(env, profile),
    limits: {
      recipientsPerImage: limit(env, 'RECIPIENTS_PER_IMAGE') ?? profile.recipientsPerImage,
      recipientsPerFullEcsImage:
        limit(env, 'RECIPIENTS_PER_FULL_ECS_IMAGE') ?? profile.recipientsPerFullEcsImage,
    },
  }
}

function readSettings(settings: Record<string, unknown>): Get {
  const auth = typeof settings.auth === 'object' && settings.auth !== null ? settings.auth : {}
  const known = new Map(
    Object.entries({ ...settings, ...auth })
      .filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value))
      .map(([key, value]) => [key.replaceAll('-', '_'), String(value)]),
  )
  return (...names) => names.map((key) => known.get(key)).find((value) => value)
}

const badCloud = (name: string, what: string) => new ConfigError(`The cloud "${name}" ${what}`)

function namedProfile(cloud: string, profile: string | undefined): Profile | undefined {
  if (profile === undefined) return undefined
  if (Object.hasOwn(PROFILES, profile)) return PROFILES[profile]
  throw badCloud(cloud, `names the profile "${profile}"; known are ${Object.keys(PROFILES).join(', ')}.`)
}

const isWebAddress = (url: string | undefined) =>
  url === undefined || (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol))

function driverOf(env: Surroundings['env'], profile: Profile): Profile['driver'] {
  const driver = env.CLOUD_DRIVER || profile.driver
  if (driver === 'ims' || driver === 'glance') return driver
  throw new ConfigError('CLOUD_DRIVER must be "ims" or "glance".')
}

const prefillOf = (get: Get): CloudConfig['prefill'] => ({
  user: get('username', 'user_name') ?? '',
  domain: get('user_domain_name', 'domain_name', 'default_domain', 'default_domain_name') ?? '',
  project: get('project_name', 'tenant_name') ?? '',
})

const isTrue = (value: string | undefined) => value?.toLowerCase() === 'true' || value === '1'

function limit(env: Surroundings['env'], name: string): number | null {
  const value = env[name]
  if (!value) return null
  if (!/^[1-9]\d{0,5}$/.test(value)) throw new ConfigError(`${name} must be a whole number from 1.`)
  return Number(value)
}
