import { scryptSync } from 'node:crypto'
import { IMAGE_SHARE_OPERATIONS } from '#ims/keys'
import { KEYS, type SeedImage, seedImages } from './seed-images.ts'
import { GOLDEN, HOME, projectId, type SeedProject, seedProjects } from './seed-projects.ts'
import { stableHex } from './stable.ts'
import type { Store } from './store.ts'

/**
 * Sign-ins of the demo world, all in the account `demo`; the password is the name. Only `ims_adm` may share,
 * whatever the others' names promise; `secu_admin` may delete users (OTC IAM, "Security Administrator").
 */
export const USERS = [
  { name: 'operator', role: 'ims_adm' },
  { name: 'tenant', role: 'ims_adm' },
  { name: 'viewer', role: 'reader' },
  { name: 'alice', role: 'ims_adm' },
  { name: 'auditor', role: 'ims_audit' },
  { name: 'security', role: 'secu_admin' },
] as const

const userId = (name: string) => stableHex(`user:${name}`)

/** How a password is stored. The demo's passwords are public, so the cost is kept low. */
export const hashPassword = (password: string, salt: string) =>
  scryptSync(password, salt, 32, { N: 1024 }).toString('hex')

const DAY = 24 * 60 * 60 * 1000

/**
 * Fills an empty database with the demo world, and lets a smaller one grow. What is there already stays as it
 * is: a share that was withdrawn does not come back with a restart.
 */
export function seedWorld(store: Store, wanted: { images: number; projects: number; now: number }): void {
  const have = (table: 'images' | 'projects' | 'users') =>
    store.one<{ n: number }>(`select count(*) as n from ${table}`)?.n ?? 0
  const [haveImages, haveProjects] = [have('images'), have('projects')]
  const projects = seedProjects(wanted.projects)
  const images = seedImages(wanted.images)
  if (haveImages >= images.length && haveProjects >= projects.length && have('users') > 0) return
  store.transaction(() => {
    seedIdentity(store, projects)
    if (haveImages === 0) seedKeys(store, projects, wanted.now)
    const added = images.slice(haveImages)
    insertImages(store, added, wanted.now)
    insertMembers(store, added, projects, wanted.now)
  })
}

type Row = Record<string, string | number | null>

/** One statement for any number of rows; a row that is there already stays. */
function insert(store: Store, table: string, rows: Row[]) {
  const columns = Object.keys(rows[0] ?? {})
  if (columns.length === 0) return
  const values = columns.map((column) => `value->>'${column}'`)
  store.run(
    `insert or ignore into ${table} (${columns}) select ${values} from json_each(?)`,
    JSON.stringify(rows),
  )
}

/** The same in every world; to hash their passwords takes longer than all else that a small one needs. */
let userRows: Row[] | undefined

function seedIdentity(store: Store, projects: SeedProject[]) {
  const domains = projects.map((project) => ({ id: project.domainId, name: project.domainName }))
  insert(store, 'domains', domains)
  const tenants = projects.map(({ id, name, domainId, enabled, description }) => ({
    id,
    name,
    domain_id: domainId,
    parent_id: domainId,
    enabled: Number(enabled),
    description,
  }))
  insert(store, 'projects', tenants)
  userRows ??= USERS.map(({ name }) => {
    const id = userId(name)
    return { id, name, domain_id: HOME.id, password: hashPassword(name, id) }
  })
  insert(store, 'users', userRows)
  const home = projects.filter((project) => project.domainId === HOME.id)
  insert(store, 'assignments', [
    ...home.map(({ id }) => ({ user_id: userId('operator'), project_id: id, role: 'ims_adm' })),
    { user_id: userId('tenant'), project_id: projectId('tenant-001'), role: 'ims_adm' },
    ...USERS.filter(({ name }) => name !== 'operator' && name !== 'tenant').map(({ name, role }) => ({
      user_id: userId(name),
      project_id: GOLDEN,
      role,
    })),
  ])
}

function seedKeys(store: Store, projects: SeedProject[], now: number) {
  const keys = Object.entries(KEYS).map(([name, id]) => ({
    id,
    project_id: GOLDEN,
    is_default: Number(name === 'default'),
  }))
  insert(store, 'keys', keys)
  const accounts = [...new Set(projects.map((project) => project.domainId))].slice(0, 5)
  const grants = accounts.map((account) => ({
    id: stableHex(`grant:${account}`, 64),
    key_id: KEYS.granted,
    principal: account,
    principal_type: 'domain',
    operations: JSON.stringify(IMAGE_SHARE_OPERATIONS),
    name: 'image-share',
    issuer: userId('operator'),
    created_at: now - 30 * DAY,
  }))
  insert(store, 'grants', grants)
}

function insertImages(store: Store, images: SeedImage[], now: number) {
  const rows = images.map((image) => ({
    id: image.id,
    name: image.name,
    owner: image.owner,
    status: image.status,
    public: Number(image.public),
    key_id: image.keyId,
    whole: Number(image.whole),
    backup_id: image.backupId,
    kind: image.kind,
    os_type: image.osType,
    platform: image.platform,
    os_version: image.osVersion,
    bytes: image.bytes,
    min_disk: image.minDisk,
    min_ram: 0,
    protected: Number(image.public),
    disk_format: image.diskFormat,
    created_at: now - image.ageDays * DAY,
    updated_at: now - image.ageDays * DAY,
    tags: JSON.stringify(image.tags),
  }))
  insert(store, 'images', rows)
}

/**
 * Recipients are the tenants in order, then, where the world has too few, projects of accounts nobody here
 * knows.
 */
function insertMembers(store: Store, images: SeedImage[], projects: SeedProject[], now: number) {
  const tenants = projects.slice(4).map((project) => project.id)
  const rows = images.flatMap((image) => {
    const since = now - Math.floor(image.ageDays * 0.9 * DAY)
    const answers = [
      ...Array.from({ length: image.recipients }, (_, index) => ({
        project_id: tenants[index] ?? stableHex(`elsewhere:${index}`),
        status: index % 3 === 0 ? 'pending' : 'accepted',
      })),
      ...Object.entries(image.answers).map(([name, status]) => ({ project_id: projectId(name), status })),
    ]
    return answers.map((answer) => ({
      image_id: image.id,
      ...answer,
      created_at: since,
      updated_at: since,
    }))
  })
  insert(store, 'members', rows)
}
