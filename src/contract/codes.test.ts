import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { CloudFailure } from '#gateway/cloud/driver'
import { RequestRefused } from '#gateway/http/problems'
import type { RunPair } from '#gateway/jobs/model/run'
import { EXPLANATIONS } from '#ims/explanations'
import { CONSOLE_CODES, explain, explanationOf } from './codes.ts'

const ROOT = path.join(import.meta.dirname, '../..')
const TABLE = 'src/contract/codes.ts'

const texts = ['src', 'e2e', 'README.md'].flatMap((place) =>
  place.endsWith('.md')
    ? [place]
    : readdirSync(path.join(ROOT, place), { recursive: true })
        .map((name) => `${place}/${String(name).split(path.sep).join('/')}`)
        .filter((name) => /\.tsx?$/.test(name) && name !== TABLE && name !== 'src/contract/codes.test.ts'),
)

const codesIn = (file: string) => [
  ...new Set(readFileSync(path.join(ROOT, file), 'utf8').match(/\bCONSOLE\.[A-Z_]+/g)),
]

test('every code of the console that is written anywhere is in the table', () => {
  const strangers = texts.flatMap((file) =>
    codesIn(file)
      .filter((code) => !(code in CONSOLE_CODES))
      .map((code) => `${file}: ${code}`),
  )
  expect(strangers).toEqual([])
})

test('every code of the table is used by the product', () => {
  const sources = texts.filter((file) => file.startsWith('src/') && !/\.test\.tsx?$/.test(file))
  const used = new Set(sources.flatMap(codesIn))
  expect(Object.keys(CONSOLE_CODES).filter((code) => !used.has(code))).toEqual([])
})

test('no cloud has a code of the console, and the table is in order', () => {
  const codes = Object.keys(CONSOLE_CODES)
  expect(codes.toSorted()).toEqual(codes)
  expect(Object.keys(EXPLANATIONS).filter((code) => code.startsWith('CONSOLE.'))).toEqual([])
})

test('a code is explained from the table of its owner; any other keeps the message of the cloud', () => {
  expect(explain('CONSOLE.LOST').title).toBe('The cloud lost the job')
  expect(explain('IMG.0047').title).toBe('Only the owner may share this image')
  expect(explain('IMG.9999', 'Out of tea.')).toMatchObject({
    title: 'The cloud refused (IMG.9999)',
    cause: 'Out of tea.',
  })
  for (const inherited of ['constructor', 'toString', '__proto__'])
    expect(explanationOf(inherited)).toBeUndefined()
})

test('a code that nobody has defined does not compile where it is thrown or stored', () => {
  // @ts-expect-error The table has no such code.
  new RequestRefused(400, 'CONSOLE.NO_SUCH_CODE', '')
  // @ts-expect-error The table has no such code.
  new CloudFailure('share images', 400, 'CONSOLE.NO_SUCH_CODE', '')
  // @ts-expect-error The table has no such code.
  const stored: RunPair['code'] = 'CONSOLE.NO_SUCH_CODE'
  // @ts-expect-error Any text might be a code of the console.
  const said: RunPair['code'] = String(stored)
  const defined: RunPair['code'][] = ['CONSOLE.STOPPED', 'IMG.0047', 'APIGW.0301', '503', null]
  expect([said, ...defined]).toHaveLength(6)
})
