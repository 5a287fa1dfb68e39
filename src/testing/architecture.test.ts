import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { IMPORT_RULES, violations } from './import-rules.ts'
import { readSource, readSources } from './imports.ts'

const SRC = path.join(import.meta.dirname, '..')

test('the house keeps its own rules', () => {
  const sources = readSources(SRC)
  expect(sources.length).toBeGreaterThan(100)
  expect(violations(sources)).toEqual([])
})

test('the README names only files and commands that are there', () => {
  const root = path.join(SRC, '..')
  const readme = readFileSync(path.join(root, 'README.md'), 'utf8')
  const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))
  const named = (pattern: RegExp) => [...readme.matchAll(pattern)].map((match) => match[1] ?? '')
  const paths = named(/`((?:src|e2e|public)\b[\w./-]*)`/g)
  const commands = named(/npm (?:run )?(\w+)/g).filter((name) => name !== 'ci')
  expect(paths).toContain('src/gateway')
  expect(paths.filter((name) => !existsSync(path.join(root, name)))).toEqual([])
  expect(commands).toContain('bench')
  expect(commands.filter((name) => !scripts[name])).toEqual([])
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
  ['app/plan/PlanCounts.tsx', "import { Shell } from '../shell/Shell.tsx'", 'app/plan shows'],
  ['app/plan/PlanCounts.tsx', "import { toRequest } from '../share/share-values.ts'", 'app/plan shows'],
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
