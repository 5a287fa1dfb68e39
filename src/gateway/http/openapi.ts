import * as z from 'zod/mini'
import { type Download, downloads, SIGNED_IN_AS_QUERY } from '#contract/downloads'
import { type Endpoint, endpoints, HEADERS, MAX_REASON } from '#contract/endpoints'
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

const text = (schema: object = { type: 'string' }) => ({ schema })
const submissionHeaders = [
  {
    name: HEADERS.idempotencyKey,
    in: 'header',
    description:
      'The same key of the same user makes one job. With another action, body or option it is refused with 400 CONSOLE.KEY_REUSED, and nothing is stored or sent.',
    ...text({ type: 'string', maxLength: 200 }),
  },
  {
    name: HEADERS.reason,
    in: 'header',
    description: `Kept with the job; percent-encoded UTF-8, at most ${MAX_REASON} characters`,
    ...text(),
  },
]

/** Of every call but the sign-in, also with a token. */
const signedInAsHeader = {
  name: HEADERS.signedInAs,
  in: 'header',
  description:
    'Whose page the call comes from, as the settings say it. Where another user or project is signed in, or the token is of another, the call is refused with 409 CONSOLE.OTHER_SESSION, and nothing is read or done.',
  ...text(),
}

const signedInAsQuery = {
  name: SIGNED_IN_AS_QUERY,
  in: 'query',
  description: `The same as the header ${HEADERS.signedInAs}, for links`,
  ...text(),
}

/** Of the one call that may change images. */
const makeSharedHeader = {
  name: HEADERS.makeShared,
  in: 'header',
  description: 'Private images are made shared first, where the cloud gives them no recipients otherwise',
  ...text({ type: 'string', enum: ['1'] }),
}

/** The gateway's calls as OpenAPI 3.1, made from the very table that the routes are made from. */
export function createOpenApi(version: string) {
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
    paths,
    security: [{ token: [] }],
    components: {
      securitySchemes: { token: { type: 'apiKey', in: 'header', name: 'X-Auth-Token' } },
      schemas: { Problem: schemaOf(problem), CloudError: schemaOf(cloudError) },
    },
  }
}

function parametersOf({ path, query }: { path: string; query?: z.ZodMiniType }) {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    ...text(),
  }))
  const inQuery = (query ? queryFields(query) : []).map(([name, field]) => ({
    name,
    in: 'query',
    required: isRequired(field),
    schema: schemaOf(field),
  }))
  return [...inPath, ...inQuery]
}

/** A file: its form is told by its type alone. */
function downloadOperation(operationId: string, download: Download) {
  const content = Object.fromEntries(download.types.map((type) => [type, text()]))
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
    parameters: [
      ...parametersOf(endpoint),
      // Signing in says who it is.
      ...(path === endpoints.signIn.path ? [] : [signedInAsHeader]),
      ...(body ? submissionHeaders : []),
      ...(operationId === 'shareImages' ? [makeSharedHeader] : []),
    ],
    ...(body && {
      requestBody: { required: true, content: { 'application/json': { schema: schemaOf(body) } } },
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
