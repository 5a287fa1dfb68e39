import type { Image } from '#contract/image'
import type { Recipient } from '#contract/recipient'
import type { Settings } from '#contract/settings'

/** What the example fills in: two images, and a text as it comes by mail, with one of each verdict. */
export type Example = { images: ReadonlySet<string>; text: string }

const RECIPIENTS = 6
const NEVER_SEEN = '5d1e0c7ab94f4e2c8a6b3f90d2c4e718'

/** An example of what is there: nothing in it is made up but one ID, a slip, and the words around them. */
export function exampleOf(
  images: readonly Image[],
  recipients: readonly Recipient[],
  own: Settings['project'],
): Example | null {
  const chosen = images
    .filter(({ obstacle, keyId, kind }) => !obstacle && !keyId && kind === 'system')
    .slice(0, 2)
  const named = recipients.filter(({ id, name }) => name !== '' && HEX.test(id)).slice(0, RECIPIENTS + 1)
  const slipped = named.pop()
  if (chosen.length === 0 || !slipped) return null
  const lines = [
    'Please share with these tenants:',
    ...named.map(({ id, name }) => `${name}  ${id}`),
    named[0]?.name ?? '',
    slipOf(slipped.id),
    own.id,
    `newco  ${NEVER_SEEN}`,
  ]
  return { images: new Set(chosen.map(({ id }) => id)), text: lines.join('\n') }
}

const HEX = /^[0-9a-f]{32}$/

/** The same ID with another digit in the middle. */
const slipOf = (id: string) => `${id.slice(0, 13)}${id[13] === '7' ? '1' : '7'}${id.slice(14)}`
