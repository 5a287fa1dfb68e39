import { isScalar, parseDocument, type ScalarTag, visit } from 'yaml'

/** What a text says, or why it is no YAML: a line, as far as it is known, and a hint. */
type Read = { value: unknown } | { problem: string }

/**
 * Reads YAML as PyYAML does, which every OpenStack client uses: the words of YAML 1.1 (`yes`, `off`), merge keys, and of
 * a key that is there twice the last one. Numbers become texts, as openstacksdk makes them. What is wrong is told without
 * the text itself, in which passwords stand.
 */
export function readYaml(text: string): Read {
  // By "warn" the parser prints lines itself, and by "silent" it takes the first of several documents.
  const document = parseDocument(text, {
    ...{ version: '1.1', schema: 'failsafe', merge: true, uniqueKeys: false, logLevel: 'error' },
    customTags: (tags) => [...tags, ...SCALARS],
  })
  const [problem] = [...document.errors, ...document.warnings]
  if (problem) {
    const at = problem.linePos?.[0].line
    const hint = problem.code === 'TAG_RESOLVE_FAILED' ? '; a value with "!" in front belongs in quotes' : ''
    return { problem: `${at ? `: look at line ${at}` : ''}${hint}` }
  }
  visit(document, { Map: (_, map) => void map.items.sort(lastMergeFirst) })
  try {
    return { value: document.toJS() }
  } catch {
    return { problem: ': one of its references leads nowhere, or to too much' }
  }
}

const isMerge = (key: unknown) => isScalar(key) && typeof key.value === 'symbol'

/** A key that is merged first stays, so that of two merges the last one has to come first. */
function lastMergeFirst(a: { key: unknown }, b: { key: unknown }): number {
  if (isMerge(a.key)) return -1
  return isMerge(b.key) ? 1 : 0
}

const scalar = (tag: string, test: RegExp, resolve: (text: string) => unknown): ScalarTag => ({
  ...{ tag: `tag:yaml.org,2002:${tag}`, default: true, test, resolve },
})

/** The words and numbers that are no texts, by the patterns of PyYAML's resolver. */
const SCALARS = [
  scalar('null', /^(?:~|null|Null|NULL|)$/, () => null),
  scalar('bool', /^(?:yes|Yes|YES|true|True|TRUE|on|On|ON)$/, () => true),
  scalar('bool', /^(?:no|No|NO|false|False|FALSE|off|Off|OFF)$/, () => false),
  scalar('int', /^[-+]?0b[01_]+$/, (text) => whole(text, '0b')),
  scalar('int', /^[-+]?0x[\da-fA-F_]+$/, (text) => whole(text, '0x')),
  scalar('int', /^[-+]?0[0-7_]+$/, (text) => whole(text, '0o')),
  scalar('int', /^[-+]?(?:0|[1-9][\d_]*)$/, (text) => whole(text, '')),
  scalar('int', /^[-+]?[1-9][\d_]*(?::[0-5]?\d)+$/, base60),
  scalar('float', /^[-+]?(?:\d[\d_]*)?\.[\d_]*(?:[eE][-+]\d+)?$/, float),
]

/** A whole number of any length: an ID may be one. */
function whole(text: string, prefix: string): string {
  const digits = text.replaceAll('_', '').replace(/^([-+]?)0[bx]/, '$1')
  const value = BigInt(prefix + digits.replace(/^[-+]/, ''))
  return String(digits.startsWith('-') ? -value : value)
}

/** `1:30` is 90. */
function base60(text: string): string {
  const parts = text.replace(/[-+_]/g, '').split(':')
  const value = parts.reduce((sum, part) => sum * 60n + BigInt(part), 0n)
  return String(text.startsWith('-') ? -value : value)
}

/** As Python writes it. */
function float(text: string): string {
  const value = Number(text.replaceAll('_', ''))
  if (Number.isNaN(value)) return text
  return Number.isInteger(value) && Math.abs(value) < 1e16 ? `${value}.0` : String(value)
}
