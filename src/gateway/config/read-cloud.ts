import { badCloud, type CloudSettings, settle } from './cloud-settings.ts'
import { type CloudsFile, type Fields, readCloudsFile, type Surroundings } from './clouds-file.ts'
import { ConfigError } from './config.ts'
import { kindOf } from './profiles.ts'
import { type Proxies, readProxies } from './proxies.ts'
import { authTypeOf, type SignInNames, signInNames } from './sign-in-names.ts'

/** Where a service of the cloud is, or how the cloud's catalog is asked for it. */
export type ServiceSettings = {
  /** An address that the catalog is not asked for. */
  endpoint: string | null
  region: string | null
  /** In order of preference. */
  interfaces: readonly string[]
  /** What the catalog calls it; null: as usual. */
  type: string | null
  name: string | null
}

/** A cloud to work on, as the operator configured it. */
export type CloudConfig = {
  name: string
  /** Where that stands: a file, or the variables of the environment. */
  source: string
  authUrl: string
  signIn: SignInNames
  region: string | null
  interfaces: readonly string[]
  services: { image: ServiceSettings; keys: ServiceSettings }
  proxies: Proxies
  tls: { verify: boolean; caFile: string | null; certFile: string | null; keyFile: string | null }
  driver: 'ims' | 'glance'
  limits: { recipientsPerImage: number; recipientsPerFullEcsImage: number }
  /** What the operator should know of, a sentence each. */
  warnings: readonly string[]
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
  const file = readCloudsFile(around)
  const ours = fromEnvironment(env)
  const oursName = env.OS_CLOUD_NAME || ENVIRONMENT
  if (ours && file.clouds.has(oursName))
    throw new ConfigError(
      `${file.file} has a cloud "${oursName}", and so have the OS_* variables. Rename one: OS_CLOUD_NAME names the latter.`,
    )
  const name = wanted || (ours ? oursName : onlyOne(file))
  if (name === null) return null
  const isOurs = ours !== null && name === oursName
  const settings = isOurs ? ours : file.clouds.get(name)
  if (!settings) throw noSuchCloud(name, file)
  const source = isOurs ? 'the OS_* variables' : (file.file ?? '')
  return toConfig(around, { name, source, settled: settle({ name, settings, file, env }) })
}

function noSuchCloud(name: string, { file, clouds }: CloudsFile): ConfigError {
  const all = [...clouds.keys()].join(', ') || 'none'
  const where = file ? `${file} has: ${all}.` : 'No clouds.yaml was found.'
  return new ConfigError(`There is no cloud "${name}". ${where}`)
}

function onlyOne({ file, clouds }: CloudsFile): string | null {
  const [first, ...others] = clouds.keys()
  if (first === undefined || others.length === 0) return first ?? null
  const all = [...clouds.keys(), EMBEDDED].join(', ')
  throw new ConfigError(`${file} has several clouds. Name one with --cloud or OS_CLOUD: ${all}.`)
}

/** Variables of tests and logs of OpenStack itself say nothing of a cloud (openstacksdk, `_get_os_environ`). */
function fromEnvironment(env: Surroundings['env']): Fields | null {
  const set = Object.entries(env).filter(([key, value]) => /^OS_(?!TEST|STD|LOG)/.test(key) && value)
  if (!set.some(([key]) => !SELECTORS.includes(key))) return null
  return Object.fromEntries(set.map(([key, value]) => [key.slice(3).toLowerCase(), value]))
}

type Found = { name: string; source: string; settled: CloudSettings }

function toConfig({ env, home }: Surroundings, { name, source, settled }: Found): CloudConfig {
  const authUrl = settled.auth('auth_url')
  if (!authUrl) throw badCloud(name, 'has no auth_url.')
  const services = { image: serviceOf(settled, 'image'), keys: serviceOf(settled, 'kms') }
  for (const url of [authUrl, services.image.endpoint, services.keys.endpoint]) requireWebAddress(name, url)
  const kind = kindOf({ profile: settled.profile, authUrl })
  return {
    ...{ name, source, authUrl, services },
    signIn: signInNames(settled),
    region: settled.region || null,
    interfaces: interfacesOf(settled.get('interface')),
    proxies: readProxies(env),
    tls: tlsOf(name, settled, home),
    driver: driverOf(env, kind.driver),
    limits: {
      recipientsPerImage: limit(env, 'RECIPIENTS_PER_IMAGE') ?? kind.recipientsPerImage,
      recipientsPerFullEcsImage:
        limit(env, 'RECIPIENTS_PER_FULL_ECS_IMAGE') ?? kind.recipientsPerFullEcsImage,
    },
    warnings: [...settled.warnings, ...warningsOf(name, settled)],
  }
}

function serviceOf({ get, region }: CloudSettings, service: string): ServiceSettings {
  const text = (key: string) => {
    const value = get(`${service}_${key}`)
    return typeof value === 'string' && value !== '' ? value : null
  }
  return {
    endpoint: text('endpoint_override') ?? text('endpoint'),
    region: text('region_name') ?? (region || null),
    interfaces: interfacesOf(get(`${service}_interface`) ?? get('interface')),
    type: text('service_type'),
    name: text('service_name'),
  }
}

/** "publicURL" is how older settings write it; a list is one of preference. */
function interfacesOf(value: unknown): string[] {
  const all = (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string' && one !== '')
  return all.length > 0 ? all.map((one) => one.replace(/URL$/, '')) : ['public']
}

function requireWebAddress(name: string, url: string | null) {
  if (url === null) return
  const isOne = URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)
  if (!isOne) throw badCloud(name, 'has an address that is not one of http or https.')
  if (new URL(url).username !== '' || new URL(url).password !== '')
    throw badCloud(name, 'has an address with a user in it. Whoever opens the console signs in for himself.')
}

/** `verify` is a switch, or the file of authorities; `insecure` goes before it. */
function tlsOf(name: string, { get }: CloudSettings, home: string): CloudConfig['tls'] {
  const file = (value: unknown) =>
    typeof value === 'string' && value !== '' ? value.replace(/^~(?=\/|$)/, home) : null
  const verify = get('verify')
  const named = typeof verify === 'string' && !/^(true|false|)$/i.test(verify) ? verify : undefined
  if (get('key') && !get('cert')) throw badCloud(name, 'has a key and no cert.')
  return {
    verify: !isTrue(get('insecure')) && verify !== false && !/^false$/i.test(String(verify)),
    caFile: file(get('cacert') ?? named),
    certFile: file(get('cert')),
    keyFile: file(get('key')),
  }
}

/** As openstacksdk reads a switch: 1 is none, so that nobody is without checks by a slip. */
const isTrue = (value: unknown) => value === true || (typeof value === 'string' && /^true$/i.test(value))

function warningsOf(name: string, settled: CloudSettings): string[] {
  const type = authTypeOf(settled) ?? 'password'
  const facts: [boolean, string][] = [
    [
      !/^(v3)?(password|token|totp|multifactor|applicationcredential)$/.test(type),
      `The cloud "${name}" has the auth_type ${type}. The console signs in to Keystone v3 with user and password, an application credential or a token.`,
    ],
    [
      settled.get('insecure') !== undefined && !/^(true|false)$/i.test(String(settled.get('insecure'))),
      `The cloud "${name}" has an insecure that is neither true nor false: certificates are checked.`,
    ],
  ]
  return facts.flatMap(([isSo, sentence]) => (isSo ? [sentence] : []))
}

function driverOf(env: Surroundings['env'], usual: CloudConfig['driver']): CloudConfig['driver'] {
  const driver = env.CLOUD_DRIVER || usual
  if (driver === 'ims' || driver === 'glance') return driver
  throw new ConfigError('CLOUD_DRIVER must be "ims" or "glance".')
}

function limit(env: Surroundings['env'], name: string): number | null {
  const value = env[name]
  if (!value) return null
  if (!/^[1-9]\d{0,5}$/.test(value)) throw new ConfigError(`${name} must be a whole number from 1.`)
  return Number(value)
}
