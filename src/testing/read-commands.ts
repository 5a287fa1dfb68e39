import { readFileSync } from 'node:fs'
import path from 'node:path'

/** What a document has in its blocks of this language. */
const blocksOf = (document: string, language: string) => {
  const text = readFileSync(path.join(import.meta.dirname, '../..', document), 'utf8')
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'gms'))].map(
    ([, block = '']) => block,
  )
}

type Command = { line: string; variables: Record<string, string> }

/** The commands of these programs that a document tells to type, with the variables that were exported before. */
export function readCommands(document: string, programs: string[]): Command[] {
  let variables: Record<string, string> = {}
  return blocksOf(document, 'sh')
    .flatMap((block) => block.split('\n'))
    .flatMap((line) => {
      const [program = '', ...words] = line.split(' ')
      if (program === 'export')
        variables = { ...variables, ...Object.fromEntries(words.map((word) => word.split('='))) }
      return programs.includes(program) ? [{ line, variables }] : []
    })
}

export const readPython = (document: string): string[] => blocksOf(document, 'python')
