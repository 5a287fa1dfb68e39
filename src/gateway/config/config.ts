import path from 'node:path'
import * as z from 'zod/mini'
import { describeUrl } from '../store/postgres.ts'

/** The settings of one gateway process. */
export type Config = {
  port: number
  host: string
  /** Absolute path of the folder of `console.db` and `embedded.db`. */
  dataDir: string
  /** A PostgreSQL in place of `console.db`, which several gateways may share. Has a password in it: never shown. */
  databaseUrl: string | undefined
  /** How many images a new embedded world has; undefined: its own default. */
  embeddedImages: number | undefined
  /** What the key of stored tokens is made of; undefined: one is made and kept beside the data. */
  sessionKey: string | undefined
  /** The embedded cloud signs its demo operator in by itself. */
  demoSignIn: boolean
  /** What the session key was before: it still decrypts. */
  olderSessionKey: string | undefined
  /** A proxy in front tells who asks, and whether by TLS. */
  trustProxy: boolean
  /** Where browsers find the console: scheme, name, port, and a path that ends with a slash. */
  publicUrl: URL | undefined
  /** What `/metrics` asks for, as a bearer token. */
  metricsToken: string | undefined
  /** IDs or names of the only domains, and projects, that may sign in; null: those of the whole cloud. */
  admitted: { domains: readonly string[] | null; projects: readonly string[] | null }
  /** Names of roles that are taken to only look, in lower case; none turns that guess off. */
  readOnlyRoles: readonly string[]
  /** A share, or a stop, that names no plan that was confirmed is refused. */
  requirePlan: boolean
  /** How old what is known of an image’s members may be before they are read again, in ms. */
  accessMaxAge: number
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
}

/** Settings that cannot be used, one readable line for each. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

const whole = (min: number, max: number) =>
  z.pipe(
    z.string().check(z.regex(/^\d{1,7}$/, `must be a whole number, ${min} to ${max}`)),
    z.pipe(
      z.transform(Number),
      z.number().check(z.minimum(min, `must be at least ${min}`), z.maximum(max, `must be at most ${max}`)),
    ),
  )

const LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const

const EXAMPLE =
  'postgres://user:password@host:5432/database; in a password write %40 for @, %23 for #, %2F for /, %3F for ?, %3A for : and %25 for %'

const isPostgresUrl = (url: string) => {
  try {
    return /^postgres(ql)?:\/\//.test(url) && describeUrl(url) !== ''
  } catch {
    return false
  }
}

/** Names with commas between them. Keystone takes upper and lower case of a role's name for the same (oslo.policy). */
const roleNames = z.pipe(
  z.string().check(z.refine(isRoleList, 'must be names of roles with commas between them, or empty')),
  z.transform(splitRoles),
)

/** Letters that need no encoding: the path also stands in the page and in the name of the cookie. */
const PLAIN_PATH = /^(\/[\w.~-]+)*\/?$/

const isAddress = (text: string) => {
  if (!URL.canParse(text)) return false
  const { protocol, username, pathname, search, hash } = new URL(text)
  return /^https?:$/.test(protocol) && username + search + hash === '' && PLAIN_PATH.test(pathname)
}

/** Paths of the console's own: nobody could tell whether a proxy has taken such a path off a request or not. */
const isOwnPath = (text: string) => /^\/(v1|v3|console|assets)(\/|$)/.test(new URL(text).pathname)

const secret = z.string().check(z.minLength(32, 'must have at least 32 characters'))

/** A name or an address, that of IPv6 in brackets or not. */
const host = z.pipe(
  z.string(),
  z.transform((text) => text.replace(/^\[(.*)\]$/, '$1')),
)

/** IDs or names with commas between them. */
const list = z.pipe(
  z.string(),
  z.transform((text) =>
    text
      .split(',')
      .map((one) => one.trim())
      .filter(Boolean),
  ),
)

/** Variables with a secret: each may also be the file that `…_FILE` names. */
const SECRETS = ['DATABASE_URL', 'SESSION_KEY', 'SESSION_KEY_BEFORE', 'METRICS_TOKEN']

/** Variables that mean something when they are empty. */
const MAY_BE_EMPTY = ['READ_ONLY_ROLES']

const environment = z.object({
  PORT: z._default(whole(0, 65535), 8080),
  HOST: z._default(host, '127.0.0.1'),
  DATA_DIR: z._default(z.string(), './data'),
  DATABASE_URL: z.optional(z.string().check(z.refine(isPostgresUrl, `must be like ${EXAMPLE}`))),
  EMBEDDED_IMAGES: z.optional(whole(1, 1_000_000)),
  SESSION_KEY: z.optional(secret),
  SESSION_KEY_BEFORE: z.optional(secret),
  METRICS_TOKEN: z.optional(secret),
  PUBLIC_URL: z.optional(
    z.string().check(
      z.refine(isAddress, {
        error: 'must be like https://images.example.com or https://example.com/images',
        abort: true,
      }),
      z.refine(
        (text) => !isOwnPath(text),
        'must have another path: those below /v1, /v3, /console and /assets are the console’s own',
      ),
    ),
  ),
  SIGN_IN_DOMAINS: z.optional(list),
  SIGN_IN_PROJECTS: z.optional(list),
  TRUST_PROXY: z._default(z.enum(['0', '1'], 'must be 0 or 1'), '0'),
  DEMO_SIGN_IN: z._default(z.enum(['0', '1'], 'must be 0 or 1'), '1'),
  READ_ONLY_ROLES: z._default(roleNames, ['reader']),
  REQUIRE_PLAN: z._default(z.enum(['0', '1'], 'must be 0 or 1'), '0'),
  ACCESS_MAX_AGE: z._default(whole(10, 86_400), 600),
  LOG_LEVEL: z._default(z.enum(LEVELS, `must be one of ${LEVELS.join(', ')}`), 'info'),
})

function splitRoles(text: string): string[] {
  return text.trim() === '' ? [] : text.split(',').map((name) => name.trim().toLowerCase())
}

function isRoleList(text: string): boolean {
  return splitRoles(text).every((name) => name !== '' && !/\p{Cc}/u.test(name))
}

/**
 * Reads the settings; a variable that is empty counts as not set, but for `READ_ONLY_ROLES`. Throws `ConfigError` naming
 * every bad one, and no secret.
 */
export function readConfig(
  env: Record<string, string | undefined>,
  readFile: (path: string) => string = () => '',
): Config {
  const set = Object.fromEntries(
    Object.entries({ ...env, ...secretsInFiles(env, readFile) }).filter(
      ([name, value]) => value !== '' || MAY_BE_EMPTY.includes(name),
    ),
  )
  const read = environment.safeParse(set)
  if (!read.success)
    throw new ConfigError(
      read.error.issues.map(({ path: [name], message }) => `${String(name)} ${message}.`).join('\n'),
    )
  const {
    PORT,
    HOST,
    DATA_DIR,
    DATABASE_URL,
    EMBEDDED_IMAGES,
    SESSION_KEY,
    SESSION_KEY_BEFORE,
    METRICS_TOKEN,
    PUBLIC_URL,
    SIGN_IN_DOMAINS,
    SIGN_IN_PROJECTS,
    TRUST_PROXY,
    DEMO_SIGN_IN,
    READ_ONLY_ROLES,
    REQUIRE_PLAN,
    ACCESS_MAX_AGE,
    LOG_LEVEL,
  } = read.data
  return {
    port: PORT,
    host: HOST,
    dataDir: path.resolve(DATA_DIR),
    databaseUrl: DATABASE_URL,
    embeddedImages: EMBEDDED_IMAGES,
    sessionKey: SESSION_KEY,
    olderSessionKey: SESSION_KEY_BEFORE,
    metricsToken: METRICS_TOKEN,
    publicUrl: PUBLIC_URL === undefined ? undefined : new URL(PUBLIC_URL.replace(/\/?$/, '/')),
    admitted: { domains: SIGN_IN_DOMAINS ?? null, projects: SIGN_IN_PROJECTS ?? null },
    demoSignIn: DEMO_SIGN_IN === '1',
    trustProxy: TRUST_PROXY === '1',
    readOnlyRoles: READ_ONLY_ROLES,
    requirePlan: REQUIRE_PLAN === '1',
    accessMaxAge: ACCESS_MAX_AGE * 1000,
    logLevel: LOG_LEVEL,
  }
}

/** The secrets that stand in files, without the end of the line. */
function secretsInFiles(env: Record<string, string | undefined>, readFile: (path: string) => string) {
  const named = SECRETS.filter((name) => env[`${name}_FILE`])
  return Object.fromEntries(named.map((name) => [name, secretIn(name, env, readFile)]))
}

function secretIn(
  name: string,
  env: Record<string, string | undefined>,
  readFile: (path: string) => string,
): string {
  if (env[name]) throw new ConfigError(`Set ${name} or ${name}_FILE, not both.`)
  const file = env[`${name}_FILE`] ?? ''
  try {
    return readFile(file).replace(/\r?\n$/, '')
  } catch (error) {
    const { code = 'error' } = error as { code?: string }
    throw new ConfigError(`The file ${file} that ${name}_FILE names cannot be read (${code}).`)
  }
}
