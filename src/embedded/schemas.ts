import { type Call, ok, type Reply, type Route } from './call.ts'
import { glanceRefusal } from './wire-refusal.ts'

/** The JSON schemas with which Glance's own client makes its models, and decides what a patch says. */

const UUID = '^([0-9a-fA-F]){8}-([0-9a-fA-F]){4}-([0-9a-fA-F]){4}-([0-9a-fA-F]){4}-([0-9a-fA-F]){12}$'

const types = (type: unknown, names: string[], more = {}) =>
  names.map((name): [string, object] => [name, { type, ...more }])

const readOnly = { readOnly: true }

/** Any other property is text, as Glance has it. */
const image = {
  name: 'image',
  properties: Object.fromEntries([
    ['id', { type: 'string', pattern: UUID }],
    ...types('string', ['visibility'], { enum: ['community', 'public', 'private', 'shared'] }),
    ...types('string', ['status', 'created_at', 'updated_at', 'self', 'file', 'schema'], readOnly),
    ...types(['null', 'string'], ['name', 'owner', 'container_format', 'disk_format']),
    ...types(['null', 'integer'], ['size'], readOnly),
    ...types('integer', ['min_disk', 'min_ram']),
    ...types('boolean', ['protected', 'os_hidden']),
    ...types('array', ['tags'], { items: { type: 'string', maxLength: 255 } }),
  ]),
  additionalProperties: { type: 'string' },
  links: [
    { rel: 'self', href: '{self}' },
    { rel: 'enclosure', href: '{file}' },
    { rel: 'describedby', href: '{schema}' },
  ],
}

const member = {
  name: 'member',
  properties: Object.fromEntries([
    ...types('string', ['image_id'], { pattern: UUID }),
    ...types('string', ['status'], { enum: ['pending', 'accepted', 'rejected'] }),
    ...types('string', ['member_id', 'created_at', 'updated_at']),
    ...types('string', ['schema'], readOnly),
  ]),
  additionalProperties: false,
}

const listOf = (name: string, item: { name: string }) => ({
  name,
  properties: {
    [name]: { type: 'array', items: item },
    ...Object.fromEntries(types('string', ['first', 'next', 'schema'])),
  },
  links: [{ rel: 'describedby', href: '{schema}' }],
})

const SCHEMAS: Readonly<Record<string, object>> = {
  image,
  images: listOf('images', image),
  member,
  members: listOf('members', member),
}

/** Image API reference v2, "Image schemas". */
function showSchema(call: Call): Reply {
  const name = call.param('name')
  const schema = Object.hasOwn(SCHEMAS, name) ? SCHEMAS[name] : undefined
  if (!schema) throw glanceRefusal(404, `There is no schema ${name}.`)
  return ok(schema)
}

export const schemaRoutes: Route[] = [{ method: 'GET', path: '/v2/schemas/:name{.+}', handle: showSchema }]
