import { type Catalog, catalogBody } from '#ims/identity'
import { readText } from './read-text.ts'
import { readJsonText } from './upstream.ts'

/**
 * Names that drivers call services by: where a service is is known only once somebody has signed in, from the catalog
 * of the cloud.
 */
export const SERVICES = {
  identity: 'http://identity.invalid',
  image: 'http://image.invalid',
  keys: 'http://keys.invalid',
} as const

type Service = 'image' | 'keys'

/** Where a service is, or how the catalog is asked for it. */
type ServiceSettings = {
  /** An address that the catalog is not asked for. */
  endpoint: string | null
  region: string | null
  /** In order of preference. */
  interfaces: readonly string[]
  /** What the catalog calls it; null: as usual. */
  type: string | null
  name: string | null
}

type Fetch = (request: Request) => Promise<Response>

/** What catalogs call the services (KMS is `kms` on OTC and Huawei). */
const TYPES: Record<Service, readonly string[]> = { image: ['image'], keys: ['kms', 'kmsv1'] }

/**
 * Sends requests for the names of `SERVICES` to where they are: as configured, else as the catalog says that the first
 * token may read (`GET /v3/auth/catalog`). What cannot be found is answered with 503 and a sentence.
 */
export function createServiceFetch(o: {
  authUrl: string
  services: Record<Service, ServiceSettings>
  fetch: Fetch
}): Fetch {
  const identity = withoutVersion(o.authUrl)
  let reading: Promise<Catalog | Response> | null = null

  const catalogFor = async ({ headers, signal }: Request): Promise<Catalog | Response> => {
    // Ends with the request that began it, so that a cloud that never answers does not hold up all later ones.
    reading ??= readCatalog(identity, headers.get('x-auth-token'), signal, o.fetch)
    const catalog = await reading.catch((error) => {
      reading = null
      throw error
    })
    // A refusal is that of one token: the next one may read it.
    if (catalog instanceof Response) reading = null
    return catalog instanceof Response ? catalog.clone() : catalog
  }

  const find = async (service: Service, request: Request): Promise<string | Response> => {
    const wanted = o.services[service]
    if (wanted.endpoint !== null) return wanted.endpoint
    const catalog = await catalogFor(request)
    if (catalog instanceof Response) return catalog
    return choose(service, wanted, catalog)
  }

  return async (request) => {
    const url = new URL(request.url)
    const service = (Object.keys(SERVICES) as (keyof typeof SERVICES)[]).find(
      (name) => SERVICES[name] === url.origin,
    )
    if (service === undefined) return missing(`The address ${url.origin} is none of the cloud's.`)
    const base = service === 'identity' ? identity : await find(service, request)
    if (base instanceof Response) return base
    const { method, headers, redirect, signal } = request
    const body = method === 'GET' || method === 'HEAD' ? null : await request.text()
    return o.fetch(
      new Request(withoutVersion(base) + url.pathname + url.search, {
        ...{ method, headers, redirect, signal, body },
      }),
    )
  }
}

/** The address of a service by the catalog, or a sentence that says what to set. */
function choose(service: Service, wanted: ServiceSettings, catalog: Catalog): string | Response {
  const { region, interfaces, name } = wanted
  const types = wanted.type === null ? TYPES[service] : [wanted.type]
  const all = catalog
    .filter((entry) => types.includes(entry.type) && (!name || !entry.name || entry.name === name))
    .flatMap(({ endpoints }) => endpoints)
  const regions = [...new Set(all.map(regionOf))]
  const here = region === null ? all : all.filter((endpoint) => regionOf(endpoint) === region)
  const how = interfaces.find((one) => here.some((endpoint) => endpoint.interface === one))
  const found = here.filter((endpoint) => endpoint.interface === how)
  const [first] = found
  if (first && (region !== null || new Set(found.map(regionOf)).size === 1)) return first.url
  if (first) return missing(`The cloud has several regions. Set region_name to one of ${regions.join(', ')}.`)
  const what = `The cloud's catalog has no ${interfaces.join(' or ')} ${service} service`
  if (region === null || here.length > 0 || all.length === 0)
    return missing(`${what}${region === null ? '' : ` in the region ${region}`}.${otherInterfaces(here)}`)
  return missing(`${what} in the region ${region}. Set region_name to one of ${regions.join(', ')}.`)
}

type Endpoint = Catalog[number]['endpoints'][number]

const regionOf = (endpoint: Endpoint) => endpoint.region_id ?? endpoint.region ?? ''

function otherInterfaces(endpoints: readonly Endpoint[]): string {
  const others = [...new Set(endpoints.map((endpoint) => endpoint.interface))]
  return others.length > 0 ? ` Set interface to one of ${others.join(', ')}.` : ''
}

/** A catalog has a few endpoints for each of some dozen services. */
const MAX_CATALOG_BYTES = 4 * 1024 * 1024

async function readCatalog(
  identity: string,
  token: string | null,
  signal: AbortSignal,
  fetch: Fetch,
): Promise<Catalog | Response> {
  const headers = { accept: 'application/json', ...(token !== null && { 'x-auth-token': token }) }
  const request = new Request(`${identity}/v3/auth/catalog`, { headers, redirect: 'manual', signal })
  const answer = await fetch(request)
  if (!answer.ok) return answer
  const text = await readText(answer, MAX_CATALOG_BYTES)
  const read = catalogBody.safeParse(text === null ? null : readJsonText(text))
  return read.success ? read.data.catalog : missing("The cloud's catalog is not understood.")
}

/** Drivers name the version themselves, and the project where one belongs; catalogs have neither, one or both. */
const withoutVersion = (url: string) => url.replace(/(\/v\d+(\.\d+)?(\/[0-9a-f]{32})?)?\/*$/, '')

const missing = (message: string) => Response.json({ message, code: 'CONSOLE.NO_ENDPOINT' }, { status: 503 })
