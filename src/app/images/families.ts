import type { Image } from '#contract/image'
import { isMember, outcomeAt } from '#contract/pair'
import type { Access } from '../api/access-rows.ts'
import { splitVersion } from '../picture/names.ts'

/** Images whose names differ in their version only, the newest version first. `head`: the name without the version. */
export type Family = { head: string; images: Image[] }

const { compare } = new Intl.Collator('en', { numeric: true })

/** The families of some images, by name; an image that has no other version is a family of its own. */
export function familiesOf(images: readonly Image[]): Family[] {
  const families = new Map<string, Image[]>()
  for (const image of images) {
    const { head, tail } = splitVersion(image.name)
    // A name without a version has no family, and two of the same name are two.
    const key = tail === '' ? `=${image.id}` : head
    const family = families.get(key)
    if (family) family.push(image)
    else families.set(key, [image])
  }
  return [...families.values()]
    .map((family) => ({
      head: splitVersion(family[0]?.name ?? '').head,
      images: family.sort((a, b) => compare(b.name, a.name)),
    }))
    .sort((a, b) => compare(a.head, b.head))
}

/** How many recipients have an older version and not the newest one; null while not all of them are read. */
export function onOlderOnly({ images }: Family, access: Access | undefined): number | null {
  if (!access?.isWhole || images.some(({ id }) => access.unread.has(id))) return null
  const holdersOf = ({ id }: Image) => {
    const outcomes = access.rows.get(id)?.outcomes ?? ''
    return Array.from(outcomes, (_, at) => at).filter((at) => isMember(outcomeAt(outcomes, at)))
  }
  const [newest, ...older] = images
  const have = new Set(newest ? holdersOf(newest) : [])
  return new Set(older.flatMap(holdersOf).filter((at) => !have.has(at))).size
}
