/** A name in two parts, of which the second is what tells it from its neighbours: a version, an environment. */
export type SplitName = { head: string; tail: string }

/** `ubuntu-24.04-lts-2026.11` → `ubuntu-24.04-lts-` and `2026.11`: names of one family differ in their last number. */
export function splitVersion(name: string): SplitName {
  const [, head = name, tail = ''] = /^(.*?[-_ ])(v?\d[\w.]*)$/i.exec(name) ?? []
  return { head, tail }
}

/** `acme-prod` → `acme` and `prod`; a name without a dash has no head. */
export function splitAccount(name: string): SplitName {
  const at = name.indexOf('-')
  return at <= 0 || at === name.length - 1
    ? { head: '', tail: name }
    : { head: name.slice(0, at), tail: name.slice(at + 1) }
}

/** Neighbours with one head, as stretches: from a position up to, and without, another one. */
export function stretchesOf(heads: readonly string[]): { head: string; from: number; to: number }[] {
  const stretches: { head: string; from: number; to: number }[] = []
  for (const [at, head] of heads.entries()) {
    const last = stretches.at(-1)
    if (last && last.head === head && head !== '') last.to = at + 1
    else stretches.push({ head, from: at, to: at + 1 })
  }
  return stretches
}
