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
type Fetch = (request: Request) => Promise<Response>

/** What catalogs call the services (KMS is `kms` on OTC and Huawei). */
const TYPES: Record<Service, readonly string[]> = { image: ['image'], keys: ['kms', 'kmsv1'] }

/**
 * Sends requests for the names of `SERVICES` to where they are: as configured, else as the catalog says that the first
 * token may read (`GET /v3/auth/catalog`). What cannot be found is answered with 503 and a sentence.
 */
export function createServiceFetch(o: {
  authUrl: string
  endpoints: Record<Service, string | null>
  region: string | null
  interface: string
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
    const known = o.endpoints[service]
    if (known !== null) return known
    const catalog = await catalogFor(request)
    if (catalog instanceof Response) return catalog
    const all = catalog
      .filter(({ type }) => TYPES[service].includes(type))
      .flatMap(({ endpoints }) => endpoints.filter((endpoint) => endpoint.interface === o.interface))
    const regionOf = (endpoint: (typeof all)[number]) => endpoint.region_id ?? endpoint.region ?? ''
    const regions = [...new Set(all.map(regionOf))]
    const here = o.region === null ? all : all.filter((endpoint) => regionOf(endpoint) === o.region)
    const [first] = here
    if (!first)
      return missing(
        `The cloud's catalog has no ${o.interface} ${service} service${o.region ? ` in the region ${o.region}` : ''}.`,
      )
    if (o.region === null && regions.length > 1)
      return missing(`The cloud has several regions. Set region_name to one of ${regions.join(', ')}.`)
    return first.url
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
