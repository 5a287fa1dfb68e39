import type { Flavour } from './call.ts'

/** Turns the query of an image list into SQL over the view `visible_images`. */

type Value = string | number
type Condition = { sql: string; values: Value[] }

/** What a filter makes of a value; null: the value cannot be used. */
type Filter = (value: string) => Condition | null

const equal =
  (column: string): Filter =>
  (value) => ({ sql: `${column} = ?`, values: [value] })

/** `in:"a,b",c` is the list of `a,b` and `c`; null when its quotes do not fit (Glance). */
function splitList(text: string): string[] | null {
  if (!/^("(\\.|[^"\\])*"|[^",]*)(,("(\\.|[^"\\])*"|[^",]*))*$/.test(text)) return null
  return [...text.matchAll(/"((?:\\.|[^"\\])*)"|([^",]+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')
}

/** A value, or `in:` and a list; as in Glance no other word may stand before a colon. */
const listable =
  (column: string): Filter =>
  (value) => {
    const [, operator = 'eq', rest = ''] = /^(?:([^:]*):)?(.*)$/s.exec(value) ?? []
    if (operator === 'eq') return equal(column)(rest)
    const list = operator === 'in' ? splitList(rest) : null
    return list && { sql: `${column} in (select value from json_each(?))`, values: [JSON.stringify(list)] }
  }

const whole =
  (column: string, comparison: '=' | '>=' | '<='): Filter =>
  (value) =>
    /^\d{1,15}$/.test(value) ? { sql: `${column} ${comparison} ?`, values: [Number(value)] } : null

const flag =
  (column: string): Filter =>
  (value) =>
    /^(true|false)$/i.test(value) ? { sql: `${column} = ?`, values: [Number(/^true$/i.test(value))] } : null

const COMPARISONS: Readonly<Record<string, string>> = {
  eq: '=',
  neq: '<>',
  gt: '>',
  gte: '>=',
  lt: '<',
  lte: '<=',
}

/** `gt:2026-09-01T02:05:14Z`, in the seconds that an image tells. */
const time =
  (column: string): Filter =>
  (value) => {
    const [, operator = 'eq', text = ''] = /^(?:([a-z]+):)?(\d{4}-.+)$/.exec(value) ?? []
    const comparison = Object.hasOwn(COMPARISONS, operator) ? COMPARISONS[operator] : undefined
    const ms = Date.parse(/T.*(Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`)
    if (!comparison || Number.isNaN(ms)) return null
    return { sql: `${column} / 1000 ${comparison} ?`, values: [Math.floor(ms / 1000)] }
  }

/** A value that stands for another; null: it is none of them. */
const oneOf =
  (column: string, words: Readonly<Record<string, string>>): Filter =>
  (value) =>
    Object.hasOwn(words, value) ? { sql: `${column} = ?`, values: [words[value] ?? ''] } : null

const sameWords = (...words: string[]) => Object.fromEntries(words.map((word) => [word, word]))

/**
 * `__imagetype` and `visibility` say the same in other words, and both are `shared` on both sides of a share.
 */
const VISIBILITY_OF_TYPE = { gold: 'public', private: 'private', shared: 'shared', market: 'market' }
const visibility = oneOf('visibility', sameWords('public', 'private', 'shared', 'community'))

/** With IMS `size` is documented as unused: always 0. The sum keeps SQLite from reading the position of a column. */
const SIZE: Record<Flavour, string> = { ims: '0 + 0', glance: 'bytes' }

/** What both clouds know, then what only one of them does. Images here are all registered, of 64 bits, and not hidden. */
const filtersOf = (flavour: Flavour): Readonly<Record<string, Filter>> => ({
  id: listable('id'),
  name: listable('name'),
  status: listable('status'),
  disk_format: listable('disk_format'),
  container_format: listable("'bare'"),
  owner: equal('owner'),
  visibility: (value) => (value === 'all' ? { sql: 'true', values: [] } : visibility(value)),
  protected: flag('protected'),
  os_hidden: flag('0'),
  min_disk: whole('min_disk', '='),
  min_ram: whole('min_ram', '='),
  size_min: whole(SIZE[flavour], '>='),
  size_max: whole(SIZE[flavour], '<='),
  created_at: time('created_at'),
  updated_at: time('updated_at'),
  tag: (value) => ({ sql: 'exists (select 1 from json_each(tags) where value = ?)', values: [value] }),
  ...(flavour === 'ims' && {
    __imagetype: oneOf('visibility', VISIBILITY_OF_TYPE),
    __os_type: equal('os_type'),
    __platform: equal('platform'),
    __os_version: equal('os_version'),
    __os_bit: equal("'64'"),
    __isregistered: oneOf("'true'", { true: 'true', false: 'false' }),
    __system__cmkid: equal('key_id'),
    __whole_image: flag('whole'),
    virtual_env_type: equal('kind'),
  }),
})

const SORTS = (flavour: Flavour): Readonly<Record<string, string>> => ({
  created_at: 'created_at',
  updated_at: 'updated_at',
  name: 'name',
  id: 'id',
  status: 'status',
  disk_format: 'disk_format',
  container_format: "'bare'",
  size: SIZE[flavour],
})

const MEMBER_STATUSES = ['pending', 'accepted', 'rejected', 'all']
const MAX_SORT_KEYS = 8

type Order = { by: string; direction: string }[]

/** `sort=name:asc,size` or pairs of `sort_key` and `sort_dir`, never both; the ID makes it a total order. */
function orderOf(query: URLSearchParams, flavour: Flavour): Order | { wrong: string } {
  const sort = query.get('sort')
  const [keys, directions] = [query.getAll('sort_key'), query.getAll('sort_dir')]
  if (sort !== null && keys.length + directions.length > 0) return { wrong: 'sort' }
  if (directions.length > 1 && directions.length !== keys.length) return { wrong: 'sort_dir' }
  const given =
    sort?.split(',').map((one) => one.trim().split(':')) ??
    (keys.length > 0 ? keys : ['created_at']).map((key, at) => [key, directions[at] ?? directions[0]])
  const sorts = SORTS(flavour)
  const order = given.map(([key = '', direction = 'desc']) => ({
    by: Object.hasOwn(sorts, key) ? (sorts[key] ?? '') : '',
    direction,
  }))
  if (order.length > MAX_SORT_KEYS || order.some(({ by }) => by === ''))
    return { wrong: sort === null ? 'sort_key' : 'sort' }
  if (order.some(({ direction }) => direction !== 'asc' && direction !== 'desc'))
    return { wrong: sort === null ? 'sort_dir' : 'sort' }
  return [...order, { by: 'id', direction: order.at(-1)?.direction ?? 'desc' }]
}

/** What comes after an image in an order. */
function afterMarker(order: Order, marker: string): Condition {
  const ofMarker = (by: string) => `(select ${by} from images where id = ?)`
  const ways = order.map(({ by, direction }, at) =>
    [
      ...order.slice(0, at).map((earlier) => `${earlier.by} = ${ofMarker(earlier.by)}`),
      `${by} ${direction === 'asc' ? '>' : '<'} ${ofMarker(by)}`,
    ].join(' and '),
  )
  const times = (order.length * (order.length + 1)) / 2
  return { sql: `(${ways.join(' or ')})`, values: Array.from({ length: times }, () => marker) }
}

/** These are no filters. */
const PAGING = ['limit', 'marker', 'sort', 'sort_key', 'sort_dir', 'member_status']

export type ImageQuery = { sql: string; values: Value[] } | { wrong: string }

/** Who asks, in which cloud; `limit`: the page, a whole number. */
type Asked = { viewer: string; flavour: Flavour; limit: number }

/**
 * What `viewer` gets to see, as Glance selects it: its own images, public ones, and those shared with it that
 * it has answered with `member_status` (`accepted` unless told). `wrong` names a parameter that is not known, or whose
 * value cannot be used: nothing is ignored.
 */
export function imageQuery(query: URLSearchParams, { viewer, flavour, limit }: Asked): ImageQuery {
  const memberStatus = query.get('member_status') ?? 'accepted'
  if (!MEMBER_STATUSES.includes(memberStatus)) return { wrong: 'member_status' }
  const seen = `(owner = ? or public = 1 or exists (select 1 from members where image_id = visible_images.id
    and project_id = ? and (? = 'all' or members.status = ?)))`
  const conditions: Condition[] = [{ sql: seen, values: [viewer, viewer, memberStatus, memberStatus] }]
  const filters = filtersOf(flavour)
  for (const [name, value] of query) {
    if (PAGING.includes(name)) continue
    const condition = Object.hasOwn(filters, name) ? filters[name]?.(value) : undefined
    if (!condition) return { wrong: name }
    conditions.push(condition)
  }
  const order = orderOf(query, flavour)
  if ('wrong' in order) return order
  const marker = query.get('marker')
  if (marker) conditions.push(afterMarker(order, marker.toLowerCase()))
  const sql = `select * from visible_images where ${conditions.map((one) => one.sql).join(' and ')}
    order by ${order.map(({ by, direction }) => `${by} ${direction}`).join(', ')} limit ?`
  return { sql, values: [...conditions.flatMap(({ values }) => values), limit] }
}
