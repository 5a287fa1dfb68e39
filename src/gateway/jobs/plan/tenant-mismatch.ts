import type { Image } from '#contract/image'

/**
 * Whether an image looks made for some tenant. A tenant is the first word of the names of projects ("acme" of
 * "acme-prod" and "acme-test"); an image names it by that word in its name or tags ("acme-database-appliance",
 * "tenant:acme"). Words of many tenants, of operating systems and of daily use name nobody.
 */
export type Tenants = { tenantOf(projectName: string): string; namedBy(image: Image): string[] }

/** More projects than this under one word, and it is no tenant's name ("tenant-001" to "tenant-300"). */
const FEW = 12

const DAILY = new Set(
  'base data demo dev golden image images internal lab prod production project projects public release service shared stage staging team tenant test'.split(
    ' ',
  ),
)

const words = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)

/** The tenants behind project names. */
export function createTenants(projectNames: Iterable<string>): Tenants {
  const projects = new Map<string, number>()
  for (const name of projectNames) {
    const word = words(name)[0]
    if (word) projects.set(word, (projects.get(word) ?? 0) + 1)
  }
  const isTenant = (word: string) =>
    word.length >= 3 && !/^\d/.test(word) && !DAILY.has(word) && (projects.get(word) ?? FEW + 1) <= FEW
  return {
    tenantOf: (name) => {
      const word = words(name)[0] ?? ''
      return isTenant(word) ? word : ''
    },
    namedBy: (image) => {
      const system = new Set(words(image.os))
      const said = [image.name, ...image.tags].flatMap(words)
      return [...new Set(said)].filter((word) => isTenant(word) && !system.has(word))
    },
  }
}
