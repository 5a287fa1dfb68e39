import { stableHex } from './stable.ts'

export type SeedProject = {
  id: string
  name: string
  domainId: string
  domainName: string
  enabled: boolean
  description: string
}

const CUSTOMERS = (
  'acme alder amber anchor arbor aurora basalt beacon birch brook canyon cedar cobalt compass copper coral crane delta ' +
  'ember falcon fern fjord garnet glacier granite harbor hazel heron indigo iris jasper juniper kestrel lagoon larch ' +
  'lotus maple marble meadow nimbus onyx orchid osprey pebble pine quartz raven saffron sierra willow'
).split(' ')
const STAGES = ['prod', 'test', 'dev']

/** Project and account IDs belong to names, so that they can be written down in a README. */
export const projectId = (name: string) => stableHex(`project:${name}`)
const domainId = (name: string) => stableHex(`domain:${name}`)

/** The account of the demo users. */
export const HOME = { id: domainId('demo'), name: 'demo' }

/** The project whose images the operator releases. */
export const GOLDEN = projectId('golden-images')

/**
 * The tenants: `count` projects, about four of five in the operator's own account, the others in accounts of
 * their own. Among the former the pseudo-project `MOS`, which real accounts have for object storage, and a
 * disabled one.
 */
export function seedProjects(count: number): SeedProject[] {
  const home = (name: string, description: string, enabled = true): SeedProject => ({
    id: projectId(name),
    name,
    domainId: HOME.id,
    domainName: HOME.name,
    enabled,
    description,
  })
  const first = [
    home('golden-images', 'Golden images for all tenants'),
    home('tenant-001', 'Tenant 001'),
    home('MOS', ''),
    home('legacy-closed', 'Closed in 2024', false),
  ]
  const others = Array.from({ length: Math.max(0, count - first.length) }, (_, index): SeedProject => {
    const customer = CUSTOMERS[Math.floor(index / STAGES.length)]
    const number = String(index - CUSTOMERS.length * STAGES.length + 2).padStart(3, '0')
    const name = customer ? `${customer}-${STAGES[index % STAGES.length]}` : `tenant-${number}`
    const foreign = customer ? CUSTOMERS.indexOf(customer) % 5 === 4 : Number(number) % 5 === 0
    if (!foreign) return home(name, `Tenant ${customer ?? number}`)
    const account = customer ?? name
    return { ...home(name, `Tenant ${account}`), domainId: domainId(account), domainName: account }
  })
  return [...first, ...others]
}
