import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { SignInInfo, SignInRequest } from '#contract/session'
import { createKeystoneCalls } from '#gateway/cloud/openstack/keystone'
import { type CloudConfig, readCloud } from '#gateway/config/read-cloud'
import { createProofs } from '#gateway/http/routes/sign-in-proof'
import { readByOpenstacksdk, type SdkCloud } from './openstacksdk.ts'

/**
 * Files by their path in a folder of the test, and variables; `$ROOT` is that folder, `$ROOT/work` the working folder and
 * `$ROOT/home` the home. `named`: the cloud that the command line names.
 */
export type WrittenSetup = { files?: Record<string, string>; env?: Record<string, string>; named?: string }

type Facts = Record<string, unknown>

/** What both make of a set-up, in the same words; or why they do not take it. */
export type Compared = { ours: Facts | { error: string }; sdk: Facts | { error: string } }

/** Reads set-ups by openstacksdk and by the console. */
export async function compareSettings(setups: readonly WrittenSetup[]): Promise<Compared[]> {
  const root = mkdtempSync(path.join(tmpdir(), 'settings-'))
  try {
    const placed = setups.map((setup, n) => place(path.join(root, String(n)), setup))
    const bySdk = readByOpenstacksdk(placed)
    const all = placed.map(async (one, n) => {
      const cloud = bySdk[n] ?? { error: 'It said nothing.' }
      return { ours: await ofOurs(one), sdk: 'error' in cloud ? cloud : ofSdk(cloud) }
    })
    return await Promise.all(all)
  } finally {
    rmSync(root, { recursive: true })
  }
}

type Placed = { cwd: string; env: Record<string, string>; cloud: string | null }

function place(root: string, { files = {}, env = {}, named }: WrittenSetup): Placed {
  const inRoot = (text: string) => text.replaceAll('$ROOT', root)
  const [cwd, HOME] = [path.join(root, 'work'), path.join(root, 'home')]
  for (const folder of [cwd, HOME]) mkdirSync(folder, { recursive: true })
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
    writeFileSync(path.join(root, file), inRoot(text))
  }
  const variables = Object.entries(env).map(([name, value]) => [name, inRoot(value)])
  return { cwd, env: { HOME, ...Object.fromEntries(variables) }, cloud: named ?? null }
}

async function ofOurs({ cwd, env, cloud: named }: Placed): Promise<Compared['ours']> {
  const readFile = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : null)
  try {
    const cloud = readCloud({ cwd, env, home: env.HOME ?? '', readFile, named: named ?? undefined })
    if (cloud === null) return { error: 'It is the embedded one.' }
    const { image } = cloud.services
    return {
      name: cloud.name,
      file: cloud.source.startsWith('/') ? cloud.source : null,
      ...(await signInAt(cloud)),
      region: cloud.region,
      interfaces: cloud.interfaces,
      tls: cloud.tls.verify ? cloud.tls : 'off',
      image,
    }
  } catch (error) {
    return { error: String(error) }
  }
}

/** What the page's own values would send to Keystone, if nobody changed them. */
async function signInAt({ authUrl, signIn }: CloudConfig): Promise<Facts> {
  const sent: { url: string; body?: unknown }[] = []
  const send: Parameters<typeof createKeystoneCalls>[0]['send'] = async (call) => {
    sent.push(call)
    throw new Error('Caught.')
  }
  const calls = createKeystoneCalls({ send, base: authUrl, now: Date.now })
  const { proofOf, projectOf } = createProofs(signIn)
  const request = requestOf(signIn.prefill)
  const project = request.method === 'password' ? projectOf(request) : null
  await calls.signIn({ proof: proofOf(request), project }).catch(() => {})
  const [{ url, body } = { url: '', body: undefined }] = sent
  return toKeystone(url, (body as { auth: Auth }).auth)
}

function requestOf(prefill: SignInInfo['prefill']): SignInRequest {
  const { method, user, domain, project, projectDomain, id } = prefill
  if (method === 'token') return { method, token: 'x' }
  if (method === 'application_credential') return { method, id, secret: 'x', user, domain }
  return { method, user, domain, password: 'x', passcode: '', project, projectDomain }
}

function ofSdk(cloud: SdkCloud): Facts {
  const { image, cert } = cloud
  const text = (value: unknown) => value || null
  const interfaces = (value: unknown) => [value].flat().map((one) => String(one).replace(/URL$/, ''))
  const [certFile = null, keyFile = null] = [cert].flat()
  return {
    name: cloud.name,
    file: cloud.name === 'envvars' ? null : cloud.file,
    ...toKeystone(cloud.url, cloud),
    region: text(cloud.region),
    interfaces: interfaces(cloud.interface),
    tls:
      cloud.verify === false
        ? 'off'
        : { verify: true, caFile: typeof cloud.verify === 'string' ? cloud.verify : null, certFile, keyFile },
    image: {
      ...{ endpoint: text(image.endpoint), region: text(image.region), type: text(image.type) },
      ...{ interfaces: interfaces(image.interface), name: text(image.name) },
    },
  }
}

type Domain = { id?: string; name?: string }
type Owned = { id?: string; name?: string; domain?: Domain; password?: string }
type Credential = { id?: string; name?: string; secret: string; user?: Owned }
type Auth = {
  identity: {
    methods?: string[]
    password?: { user: Owned }
    application_credential?: Credential
    token?: { id: string }
  }
  scope?: { project?: Owned } | null
}

/** Who signs in where, without versions and secrets, and with the domains that the `openstack` command adds. */
function toKeystone(url: string, { identity, scope }: Auth): Facts {
  const user = identity.password?.user ?? identity.application_credential?.user
  const project = identity.password ? scope?.project : undefined
  const { id, name } = identity.application_credential ?? {}
  return {
    host: url.replace(/(\/v\d(\.\d)?)*\/auth\/tokens.*$/, ''),
    methods: identity.methods,
    credential: id ?? name ?? null,
    user: user?.id || user?.name ? toRef(user, DEFAULT) : null,
    project: project ? toRef(project, user?.domain ?? DEFAULT) : null,
  }
}

const DEFAULT: Domain = { id: 'default' }

/** The default domain by its name is the same. */
function toRef({ id, name, domain }: Owned, usual: Domain): Facts {
  if (id) return { id }
  const { id: domainId, name: domainName } = domain ?? usual
  const isDefault = domainId === undefined && domainName?.toLowerCase() === 'default'
  return { name, domain: isDefault ? DEFAULT : { id: domainId, name: domainName } }
}
