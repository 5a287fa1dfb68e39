import type { Source } from './imports.ts'

/** A place that something is in: a folder, or one file. */
const under =
  (...places: string[]) =>
  (file: string) =>
    places.some((place) => file === place || file.startsWith(`${place}/`))

type ImportRule = {
  title: string
  /** Which files it is about. */
  of: (file: string) => boolean
  /** What they may import of ours, or of packages. */
  may: (target: string, from: string) => boolean
}

const ROOMS = ['ims', 'contract', 'embedded', 'gateway', 'app', 'testing']
const ours = under(...ROOMS)
const isNode = (target: string) => target.startsWith('node:')
const isPackage = (target: string) => !ours(target) && !isNode(target)

const SCREENS = ['share', 'jobs', 'access', 'images', 'recipients', 'received', 'find', 'sign-in', 'tenants']
const screenOf = (file: string) => SCREENS.find((screen) => file.startsWith(`app/${screen}/`))

const NAMED_DRIVERS = under(
  'gateway/cloud/ims',
  'gateway/cloud/glance',
  'gateway/cloud/openstack',
  'embedded',
)
/** Of the jobs' folder: what other rooms may know of it without its logic. */
const JOB_MODEL = under('gateway/jobs/model')

/** Who may import whom. Each room knows only what it builds on, so that it can be read, and replaced, by itself. */
export const IMPORT_RULES: readonly ImportRule[] = [
  {
    title: 'ims speaks the wire language and knows nothing but zod',
    of: under('ims'),
    may: (target) => under('ims')(target) || target === 'zod/mini',
  },
  {
    title: 'contract knows ims and zod: no DOM, no Node',
    of: under('contract'),
    may: (target) => under('contract', 'ims')(target) || target === 'zod/mini',
  },
  {
    title: 'the embedded cloud is a fair cloud: of ours it knows ims only',
    of: under('embedded'),
    may: (target) => !ours(target) || under('embedded', 'ims')(target),
  },
  {
    title: 'gateway/cloud knows ims and contract, not what is done with them',
    of: under('gateway/cloud'),
    may: (target) => !ours(target) || under('gateway/cloud', 'ims', 'contract')(target),
  },
  {
    title: 'jobs and access know no http',
    of: under('gateway/jobs', 'gateway/access'),
    may: (target) => !under('gateway/http', 'gateway/app.ts')(target),
  },
  {
    title: 'auth says who somebody is and what that person may do, and knows no http',
    of: under('gateway/auth'),
    may: (target) => !under('gateway/http', 'gateway/app.ts')(target),
  },
  {
    title: 'the store knows the jobs’ model, not their logic, and no http',
    of: under('gateway/store'),
    may: (target) =>
      isNode(target) ||
      isPackage(target) ||
      under('gateway/store', 'contract', 'ims')(target) ||
      JOB_MODEL(target),
  },
  {
    title: 'only the gateway’s wiring names a driver and a cloud, all else knows the interface',
    of: (file) => under('gateway')(file) && !under('gateway/cloud', 'gateway/gateway.ts')(file),
    may: (target) => !NAMED_DRIVERS(target) && !under('app', 'testing')(target),
  },
  {
    title: 'the app knows the contract and the specification’s words: no gateway, no cloud, no Node',
    of: under('app'),
    may: (target) => isPackage(target) || under('app', 'contract', 'ims')(target),
  },
  {
    title: 'app/text reads text and knows nothing of ours',
    of: under('app/text'),
    may: under('app/text'),
  },
  {
    title: 'app/ui knows no query, no screen, no contract',
    of: under('app/ui'),
    may: (target) =>
      (isPackage(target) && !target.startsWith('@tanstack/react-query')) ||
      under('app/ui', 'app/text', 'app/base-path.ts', 'app/format.ts', 'app/theme.ts')(target),
  },
  {
    title: 'app/api knows no screen and no ui',
    of: under('app/api'),
    may: (target) => isPackage(target) || under('app/api', 'app/base-path.ts', 'contract', 'ims')(target),
  },
  {
    title: 'what several screens show, a plan, who has what, knows none of them',
    of: under('app/plan', 'app/holdings'),
    may: (target) => !under('app/shell', 'app/routes.tsx')(target) && screenOf(target) === undefined,
  },
  {
    title: 'screens do not import each other, nor the shell that they are shown in',
    of: (file) => screenOf(file) !== undefined,
    may: (target, from) =>
      !under('app/shell')(target) && (screenOf(target) === undefined || screenOf(target) === screenOf(from)),
  },
  {
    title: 'the shell shows jobs, Find and the session, no other screen',
    of: under('app/shell'),
    may: (target) => screenOf(target) === undefined || under('app/jobs', 'app/find', 'app/sign-in')(target),
  },
]

const MAX_LINES = 300
const isTest = (file: string) => /\.test\.tsx?$/.test(file) || file === 'gateway/cloud/conformance.ts'

/** Everything in these sources that the house does not allow, one readable line each. */
export function violations(sources: readonly Source[]): string[] {
  const imports = sources
    .filter(({ file }) => !isTest(file))
    .flatMap(({ file, imports }) =>
      IMPORT_RULES.filter((rule) => rule.of(file)).flatMap((rule) =>
        imports
          .filter((target) => !rule.may(target, file))
          .map((target) => `${file} imports ${target}: ${rule.title}`),
      ),
    )
  const barrels = sources.filter(({ file }) => /(^|\/)index\.tsx?$/.test(file))
  const long = sources.filter(({ lines }) => lines > MAX_LINES)
  return [
    ...imports,
    ...barrels.map(({ file }) => `${file}: a barrel hides where things are`),
    ...long.map(({ file, lines }) => `${file}: ${lines} lines, more than ${MAX_LINES}`),
    ...sources.flatMap(namedWrongly),
  ]
}

/** Components are PascalCase.tsx, all else kebab-case.ts. */
function namedWrongly({ file }: Source): string[] {
  const name = file.slice(file.lastIndexOf('/') + 1)
  const fits =
    /^([A-Z][A-Za-z0-9]*(\.test)?\.tsx|[a-z0-9]+(-[a-z0-9]+)*((\.clients)?\.test|\.d)?\.tsx?)$/.test(name)
  return fits ? [] : [`${file}: components are PascalCase.tsx, other files kebab-case.ts`]
}
