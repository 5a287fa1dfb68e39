/**
 * The meaning of a column, a field or a word before an ID. `id`: the ID of whatever the record is about.
 * `projectId`: the ID of a project. `project`: a project's ID or name. `name`: a name. `other`: something
 * other than a project, such as a user or a job.
 */
export type Heading = 'id' | 'projectId' | 'project' | 'name' | 'other'

const words = (text: string) => new Set(text.split(' '))
const IDS = words('id ids uuid uuids guid kennung kennungen nr nummer number identifiant identificador')
const PROJECTS = words(
  'project projects projekt projekte projet projets proyecto proyectos progetto tenant tenants mandant mandanten kunden ' +
    'member members mitglied recipient recipients empfänger consumer destinataire',
)
const NAMES = words('name names nom nombre nome bezeichnung title titel')
/** Words that may stand with those above. */
const SIDE = words(
  'target ziel dest destination new neu neue os openstack cloud display du de des der do del',
)
/** Things that have IDs and are no projects. */
const OTHERS = words(
  'domain domains domäne domänen domaine dominio user users benutzer utilisateur usuario account accounts konto owner ' +
    'image images abbild abbilder job jobs task tasks trace span request requests req correlation transaction ' +
    'event session token initiator parent group groups role roles region server servers instance network subnet ' +
    'volume snapshot key keys vault agency',
)
/** Fields without any ID worth a look. */
const FACTS = words(
  'enabled aktiviert description beschreibung status state email mail contact kontakt comment comments note notes ' +
    'tags options links self created updated at null none true false checksum hash sha256 ' +
    'md5 sha1 etag digest fingerprint',
)

/** Words that Chinese writes without a space. */
const HAN: [RegExp, Heading][] = [
  [/^(域|用户|账号|镜像|任务|请求)/, 'other'],
  [/^(项目|租户|成员).*(名|名称)$/, 'name'],
  [/^(项目|租户|成员)/, 'project'],
  [/^名称$/, 'name'],
]

const cache = new Map<string, Heading | undefined>()

/**
 * The meaning of a heading, written as "Project ID", "project_id", "projectId" or "Projekt-ID"; undefined for
 * anything else.
 */
export function headingOf(text: string): Heading | undefined {
  if (text.length > 40 || text === '') return undefined
  if (!cache.has(text)) {
    if (cache.size > 1000) cache.clear()
    cache.set(text, readHeading(text))
  }
  return cache.get(text)
}

function readHeading(text: string): Heading | undefined {
  const parts = text
    .replace(/([a-zäöü])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(
      /(project|projekt|tenant|mandanten|member|recipient|domain|domänen|user|benutzer|image|job)(ids?|uuid|names?|kennung|nummer)$/,
      '$1 $2',
    )
    .split(/[^\p{L}\d]+/u)
    .filter(Boolean)
  if (parts.length === 0 || parts.length > 4) return undefined
  const has = (set: ReadonlySet<string>) => parts.some((part) => set.has(part))
  const known = parts.every((part) =>
    [IDS, PROJECTS, NAMES, SIDE, OTHERS, FACTS].some((set) => set.has(part)),
  )
  if (has(OTHERS) && (known || has(IDS))) return 'other'
  if (!known) return HAN.find(([pattern]) => pattern.test(parts.join('')))?.[1]
  if (has(FACTS)) return 'other'
  if (has(NAMES)) return 'name'
  if (has(PROJECTS)) return has(IDS) ? 'projectId' : 'project'
  return has(IDS) ? 'id' : undefined
}

/** Whether a single word names something that has an ID and is no project: "user 9c61…", "/domains/9c61…". */
export const isOtherThing = (word: string) => OTHERS.has(word.toLowerCase())
