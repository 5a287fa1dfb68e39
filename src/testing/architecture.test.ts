import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { circles } from './import-circles.ts'
import { IMPORT_RULES, violations } from './import-rules.ts'
import { readSource, readSources } from './imports.ts'

const SRC = path.join(import.meta.dirname, '..')

test('the house keeps its own rules', () => {
  const sources = readSources(SRC)
  expect(sources.length).toBeGreaterThan(100)
  expect(violations(sources)).toEqual([])
})

test('no file imports itself by way of others', () => {
  expect(circles(readSources(SRC))).toEqual([])
})

test('a circle of imports is found, also one of types, and also beside a file that leads to it', () => {
  const sources = [
    readSource('gateway/store/runs.ts', "import type { Row } from './rows.ts'"),
    readSource('gateway/store/rows.ts', "import { run } from '#gateway/jobs/run'"),
    readSource('gateway/jobs/run.ts', "export { load } from '../store/runs.ts'"),
    readSource('gateway/main.ts', "import { load } from './store/runs.ts'\nimport { z } from 'zod'"),
    readSource('contract/job.ts', "import { z } from 'zod'"),
  ]
  expect(circles(sources)).toEqual([
    ['gateway/jobs/run.ts', 'gateway/store/rows.ts', 'gateway/store/runs.ts'],
  ])
  expect(circles([readSource('app/a.ts', "import { b } from './a.ts'")])).toEqual([['app/a.ts']])
})

const ROOT = path.join(SRC, '..')
const NOTES = readdirSync(path.join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
const DOCUMENTS = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...NOTES.filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`),
]

/** The files, commands and linked documents that a text names. */
function namedIn(text: string) {
  const all = (pattern: RegExp) => [...text.matchAll(pattern)].map((match) => match[1] ?? '')
  return {
    paths: all(/`((?:src|e2e|public|docs)\b[\w./-]*)`/g),
    commands: all(/npm\s(?:run\s)?([\w:]+)/g).filter((name) => name !== 'ci'),
    links: [...all(/\]\((?!https?:)([^)#]+)[^)]*\)/g), ...all(/(?:src|srcset)="([^"]+)"/g)],
  }
}

test.each(DOCUMENTS)('%s names only files, commands and documents that are there', (document) => {
  const { scripts } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'))
  const { paths, commands, links } = namedIn(readFileSync(path.join(ROOT, document), 'utf8'))
  const beside = path.join(ROOT, path.dirname(document))
  expect(paths.filter((name) => !existsSync(path.join(ROOT, name)))).toEqual([])
  expect(commands.filter((name) => !scripts[name])).toEqual([])
  expect(links.filter((name) => !existsSync(path.join(beside, name)))).toEqual([])
})

test('what a document names is found in it', () => {
  const { paths, commands, links } = namedIn(
    'See `src/gateway/gone.ts`, `docs`, [notes](docs/gone.md#why), `npm run test:gone`, `npm start`, <img src="a.png">.',
  )
  expect(paths).toEqual(['src/gateway/gone.ts', 'docs'])
  expect(commands).toEqual(['test:gone', 'start'])
  expect(links).toEqual(['docs/gone.md', 'a.png'])
  expect(DOCUMENTS).toContain('docs/architecture.md')
})

/** One offender for each rule: a rule that lets its offender pass guards nothing. */
const OFFENDERS: [file: string, text: string, rule: string][] = [
  ['ims/members.ts', "import { explain } from '#contract/job'", 'ims speaks'],
  ['ims/members.ts', "import { z } from 'zod'", 'ims speaks'],
  ['contract/job.ts', "import fs from 'node:fs'", 'contract knows'],
  ['contract/job.ts', "import { a } from '#gateway/app'", 'contract knows'],
  ['embedded/cloud.ts', "import type { Problem } from '#contract/problem'", 'fair cloud'],
  ['gateway/cloud/pace.ts', "import { openStore } from '../store/database.ts'", 'gateway/cloud knows'],
  [
    'gateway/cloud/pace.ts',
    "import {\n  openStore,\n} from '#gateway/store/database'",
    'gateway/cloud knows',
  ],
  ['gateway/jobs/runner.ts', "import { createImsDriver } from '../cloud/ims/ims.ts'", 'wiring'],
  ['gateway/jobs/runner.ts', "import { guard } from '../http/guard.ts'", 'jobs and access'],
  ['gateway/auth/roles.ts', "import { RequestRefused } from '../http/problems.ts'", 'auth says'],
  ['gateway/store/jobs.ts', "export { a } from '../http/routes/console.ts'", 'the store knows'],
  ['gateway/store/jobs.ts', "import { settle } from '../jobs/settle.ts'", 'the store knows'],
  ['gateway/http/routes/console.ts', "import { createImsDriver } from '../../cloud/ims/ims.ts'", 'wiring'],
  ['gateway/app.ts', "import { createEmbeddedCloud } from '#embedded/cloud'", 'wiring'],
  ['gateway/main.ts', "const a = await import('../testing/clock.ts')", 'wiring'],
  ['app/main.tsx', "import { createApp } from '#gateway/app'", 'the app knows'],
  ['app/share/a.ts', "import { readFileSync } from 'node:fs'", 'the app knows'],
  ['app/share/a.ts', "const url = new URL('../../gateway/app.ts', import.meta.url)", 'the app knows'],
  ['app/text/find-ids.ts', "import { PROJECT_ID } from '#ims/members'", 'app/text reads'],
  ['app/ui/Id.tsx', "import type { Job } from '#contract/job'", 'app/ui knows'],
  ['app/ui/Id.tsx', "import { useQuery } from '@tanstack/react-query'", 'app/ui knows'],
  ['app/api/jobs.ts', "import { Id } from '../ui/Id.tsx'", 'app/api knows'],
  ['app/share/SharePage.tsx', "import { words } from '../jobs/job-words.ts'", 'screens do not'],
  ['app/share/SharePage.tsx', "import { Shell } from '../shell/Shell.tsx'", 'screens do not'],
  ['app/plan/PlanCounts.tsx', "import { Shell } from '../shell/Shell.tsx'", 'what several screens'],
  ['app/plan/PlanCounts.tsx', "import { toRequest } from '../share/share-values.ts'", 'what several screens'],
  ['app/shell/Shell.tsx', "import { SharePage } from '../share/SharePage.tsx'", 'the shell shows'],
]

test.each(OFFENDERS)('%s must not say %s', (file, text, rule) => {
  const found = violations([readSource(file, text)])
  expect(found.filter((line) => line.includes(rule))).toHaveLength(1)
})

test('every rule has an offender', () => {
  const unproven = IMPORT_RULES.filter(({ title }) => !OFFENDERS.some(([, , rule]) => title.includes(rule)))
  expect(unproven.map(({ title }) => title)).toEqual([])
})

test('barrels, long files and other names are found', () => {
  const long = 'const a = 1\n'.repeat(301)
  expect(violations([readSource('app/ui/index.ts', '')])).toHaveLength(1)
  expect(violations([readSource('app/ui/long.ts', long)])).toHaveLength(1)
  expect(violations([readSource('app/ui/myThing.ts', '')])).toHaveLength(1)
  expect(violations([readSource('app/ui/Good.tsx', ''), readSource('app/ui/use-now.test.ts', '')])).toEqual(
    [],
  )
})

test('imports that the table allows are not reported', () => {
  const allowed: [string, string][] = [
    ['gateway/gateway.ts', "import { createEmbeddedCloud } from '#embedded/cloud'"],
    ['gateway/jobs/runner.ts', "import type { Driver } from '../cloud/driver.ts'"],
    ['app/share/SharePage.tsx', "import { Id } from '../ui/Id.tsx'\nimport './a.module.css'"],
    ['testing/harness.ts', "import { createGateway } from '#gateway/gateway'"],
  ]
  expect(violations(allowed.map(([file, text]) => readSource(file, text)))).toEqual([])
})
