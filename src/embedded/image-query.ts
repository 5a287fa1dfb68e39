/** Turns the query of an image list into SQL over the view `visible_images`. */

/** Query parameter → column, for plain equality. */
const TEXT_FILTERS: Record<string, string> = {
  id: 'id',
  name: 'name',
  owner: 'owner',
  status: 'status',
  visibility: 'visibility',
  __os_type: 'os_type',
  __platform: 'platform',
  __system__cmkid: 'key_id',
  virtual_env_type: 'kind',
  disk_format: 'disk_format',
}
const NUMBER_FILTERS: Record<string, string> = { min_disk: 'min_disk', min_ram: 'min_ram' }
const FLAG_FILTERS: Record<string, string> = { protected: 'protected', __whole_image: 'whole' }

/**
 * `__imagetype` and `visibility` say the same in other words, and both are `shared` on both sides of a share.
 */
const VISIBILITY_OF_TYPE: Record<string, string> = { gold: 'public', private: 'private', shared: 'shared' }

/**
 * `sort_key` → expression. Every image is in the one container format, and `size` is documented as unused;
 * both are text, as SQLite takes a number there for the position of a column.
 */
const SORTS: Record<string, string> = {
  created_at: 'created_at',
  name: 'name',
  id: 'id',
  status: 'status',
  disk_format: 'disk_format',
  container_format: "'bare'",
  size: "'0'",
}

/** The condition that a parameter makes; null: it is no filter. */
function filterOf(name: string, value: string): { condition: string; filled: string | number } | null {
  if (TEXT_FILTERS[name]) return { condition: `${TEXT_FILTERS[name]} = ?`, filled: value }
  if (NUMBER_FILTERS[name]) return { condition: `${NUMBER_FILTERS[name]} = ?`, filled: Number(value) }
  if (FLAG_FILTERS[name])
    return { condition: `${FLAG_FILTERS[name]} = ?`, filled: Number(/^true$/i.test(value)) }
  if (name === '__imagetype') return { condition: 'visibility = ?', filled: VISIBILITY_OF_TYPE[value] ?? '' }
  if (name === 'tag')
    return { condition: 'exists (select 1 from json_each(tags) where value = ?)', filled: value }
  return null
}

export type ImageQuery = { sql: string; values: (string | number)[] } | { wrong: string }

/**
 * What `viewer` gets to see, as Glance selects it: its own images, public ones, and those shared with it that
 * it has answered with `member_status` (`accepted` unless told). Unknown parameters are ignored. `wrong`
 * names a parameter whose value cannot be used.
 */
export function imageQuery(query: URLSearchParams, viewer: string, defaultLimit: number): ImageQuery {
  const conditions = [
    `(owner = ? or public = 1 or exists (select 1 from members where image_id = visible_images.id
       and project_id = ? and (? = 'all' or members.status = ?)))`,
  ]
  const memberStatus = query.get('member_status') ?? 'accepted'
  const values: (string | number)[] = [viewer, viewer, memberStatus, memberStatus]
  const filter = (condition: string, ...filled: (string | number)[]) => {
    conditions.push(condition)
    values.push(...filled)
  }
  for (const [name, value] of query) {
    const named = filterOf(name, value)
    if (named) filter(named.condition, named.filled)
  }
  const sort = SORTS[query.get('sort_key') ?? 'created_at']
  if (!sort) return { wrong: 'sort_key' }
  const direction = query.get('sort_dir') ?? 'desc'
  if (direction !== 'asc' && direction !== 'desc') return { wrong: 'sort_dir' }
  const limit = query.get('limit') ?? String(defaultLimit)
  if (!/^\d{1,9}$/.test(limit)) return { wrong: 'limit' }
  const marker = query.get('marker')
  if (marker) {
    const after = direction === 'asc' ? '>' : '<'
    filter(`(${sort}, id) ${after} (select ${sort}, id from images where id = ?)`, marker.toLowerCase())
  }
  const sql = `select * from visible_images where ${conditions.join(' and ')}
    order by ${sort} ${direction}, id ${direction} limit ?`
  return { sql, values: [...values, Number(limit)] }
}
