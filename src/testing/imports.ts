import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { itemAt } from '#contract/item-at'

/** One file of `src`, named from there (`app/share/SharePage.tsx`), with what it imports, as files or packages. */
export type Source = { file: string; lines: number; imports: string[] }

const STATEMENT =
  /(?:^|\n)\s*(?:import|export)\s[^'"]*?from\s*'([^']+)'|(?:^|\n)import\s+'([^']+)'|import\(\s*'([^']+)'/g
const WORKER = /new URL\(\s*'(\.[^']+\.ts)'/g

/** Reads a source: relative imports and `#room/…` become files of `src`, packages keep their name. */
export function readSource(file: string, text: string): Source {
  const statements = [...text.matchAll(STATEMENT)].map((match) => match.slice(1).find(Boolean) as string)
  const workers = [...text.matchAll(WORKER)].map((match) => itemAt(match, 1))
  return {
    file,
    lines: text.trimEnd().split('\n').length,
    imports: [...statements, ...workers].map((target) => resolve(file, target)),
  }
}

function resolve(from: string, target: string): string {
  if (target.startsWith('.')) return path.posix.join(path.posix.dirname(from), target)
  return target.startsWith('#') ? `${target.slice(1)}.ts` : target
}

/** Every TypeScript file of a folder. */
export function readSources(folder: string): Source[] {
  return readdirSync(folder, { recursive: true })
    .map((name) => String(name).split(path.sep).join('/'))
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => readSource(name, readFileSync(path.join(folder, name), 'utf8')))
}
