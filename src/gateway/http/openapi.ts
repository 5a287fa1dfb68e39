import * as z from 'zod/mini'
import { type Download, downloads, SIGNED_IN_AS_QUERY } from '#contract/downloads'
import { type Endpoint, SMALL_BODY_BYTES } from '#contract/endpoint'
import { endpoints } from '#contract/endpoints'
import { HEADER_DOCS, HEADERS } from '#contract/headers'
import { problem } from '#contract/problem'
import { jobCalls } from './routes/cloudimages.ts'
import { isRequired, queryFields } from './routes/read-query.ts'

const schemaOf = (schema: z.core.$ZodType) => {
  const { $schema: _, ...json } = z.toJSONSchema(schema)
  return json
}

/** Error bodies of the cloud (Huawei "API Gateway error codes"; OTC API reference, "Error Codes"). */
const cloudError = z.union([
  z.object({ error: z.object({ code: z.string(), message: z.string() }) }),
  z.object({ error_msg: z.string(), error_code: z.string(), request_id: z.string() }),
])

const signedInAsQuery = {
  name: SIGNED_IN_AS_QUERY,
  in: 'query',
  description: `The same as the header ${HEADERS.signedInAs}, for links`,
  schema: { type: 'string' },
}

/** The gateway's calls as OpenAPI 3.1, made from the very table that the routes are made from. */
export function createOpenApi(version: string, publicUrl: URL | undefined) {
  const all: Record<string, Endpoint> = { ...endpoints, ...jobCalls }
  const paths: Record<string, Record<string, object>> = {}
  for (const [name, endpoint] of Object.entries(all)) {
    const methods = paths[endpoint.path] ?? {}
    methods[endpoint.method.toLowerCase()] = operation(name, endpoint)
    paths[endpoint.path] = methods
  }
  for (const [name, download] of Object.entries(downloads))
    paths[download.path] = { get: downloadOperation(name, download) }
  return {
    openapi: '3.1.0',
    info: { title: 'Image Share Console', version },
    ...(publicUrl && { servers: [{ url: publicUrl.href.replace(/\/$/, '') }] }),
    paths,
    security: [{ token: [] }],
    components: {
      securitySchemes: { token: { type: 'apiKey', in: 'header', name: 'X-Auth-Token' } },
      schemas: { Problem: schemaOf(problem), CloudError: schemaOf(cloudError) },
    },
  }
}

function parametersOf({ path, headers, query }: Pick<Endpoint, 'path' | 'headers' | 'query'>) {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))
  const inQuery = (query ? queryFields(query) : []).map(([name, field]) => ({
    name,
    in: 'query',
    required: isRequired(field),
    schema: schemaOf(field),
  }))
  const inHeader = headers.map((header) => ({
    name: HEADERS[header],
    in: 'header',
    ...HEADER_DOCS[header],
  }))
  return [...inPath, ...inQuery, ...inHeader]
}

/** A file: its form is told by its type alone. */
function downloadOperation(operationId: string, download: Download) {
  const content = Object.fromEntries(download.types.map((type) => [type, { schema: { type: 'string' } }]))
  return {
    operationId,
    summary: download.summary,
    parameters: [...parametersOf(download), signedInAsQuery],
    responses: {
      200: { description: 'A file, sent as it is made', content },
      default: failure('A problem (RFC 9457)', 'application/problem+json', 'Problem'),
    },
  }
}

const failure = (description: string, type: string, schema: string) => ({
  description,
  content: { [type]: { schema: { $ref: `#/components/schemas/${schema}` } } },
})

function operation(operationId: string, endpoint: Endpoint) {
  const { path, summary, body, response, stream } = endpoint
  return {
    operationId,
    summary,
    parameters: parametersOf(endpoint),
    ...(body && {
      requestBody: {
        required: true,
        description: `At most ${endpoint.maxBytes ?? SMALL_BODY_BYTES} bytes`,
        content: { 'application/json': { schema: schemaOf(body) } },
      },
    }),
    responses: {
      200: {
        description: stream ? 'Done, a JSON document a line' : 'Done',
        content: { [stream ? 'application/x-ndjson' : 'application/json']: { schema: schemaOf(response) } },
      },
      default: path.startsWith('/v1/')
        ? failure('An error in the cloud’s own shapes', 'application/json', 'CloudError')
        : failure('A problem (RFC 9457)', 'application/problem+json', 'Problem'),
    },
  }
}
