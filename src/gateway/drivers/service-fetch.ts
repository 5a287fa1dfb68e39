import { type Catalog, catalogBody } from '#ims/identity'

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

  const catalogFor = async (token: string | null): Promise<Catalog | Response> => {
    reading ??= readCatalog(identity, token, o.fetch)
    const catalog = await reading.catch((error) => {
      reading = null
      throw error
    })
    // A refusal is that of one token: the next one may read it.
    if (catalog instanceof Response) reading = null
    return catalog instanceof Response ? catalog.clone() : catalog
  }

  const find = async (service: Service, token: string | null): Promise<string | Response> => {
    const known = o.endpoints[service]
    if (known !== null) return known
    const catalog = await catalogFor(token)
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
    const base = service === 'identity' ? identity : await find(service, request.headers.get('x-auth-token'))
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

async function readCatalog(
  identity: string,
  token: string | null,
  fetch: Fetch,
): Promise<Catalog | Response> {
  const headers = { accept: 'application/json', ...(token !== null && { 'x-auth-token': token }) }
  const answer = await fetch(new Request(`${identity}/v3/auth/catalog`, { headers, redirect: 'manual' }))
  if (!answer.ok) return answer
  const read = catalogBody.safeParse(await answer.json().catch(() => null))
  return read.success ? read.data.catalog : missing("The cloud's catalog is not understood.")
}

/** Drivers name the version themselves, and catalogs have it or not. */
const withoutVersion = (url: string) => url.replace(/(\/v\d+(\.\d+)?)?\/*$/, '')

const missing = (message: string) => Response.json({ message, code: 'CONSOLE.NO_ENDPOINT' }, { status: 503 })
