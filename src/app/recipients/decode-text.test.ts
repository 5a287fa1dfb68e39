import { expect, test } from 'vitest'
import { decodeText } from './decode-text.ts'

const TEXT = 'id;name\nb-1;Zoë Ångström'
const latin = Uint8Array.from(TEXT, (char) => char.charCodeAt(0))
const utf16 = (text: string, littleEndian: boolean) => {
  const view = new DataView(new ArrayBuffer(text.length * 2))
  for (let at = 0; at < text.length; at++) view.setUint16(at * 2, text.charCodeAt(at), littleEndian)
  return new Uint8Array(view.buffer)
}

test.each([
  ['UTF-8', new TextEncoder().encode(TEXT)],
  ['UTF-8 with a byte order mark', new TextEncoder().encode(`\ufeff${TEXT}`)],
  ['UTF-16 LE', utf16(`\ufeff${TEXT}`, true)],
  ['UTF-16 BE', utf16(`\ufeff${TEXT}`, false)],
  ['UTF-16 LE without a byte order mark', utf16(TEXT, true)],
  ['UTF-16 BE without a byte order mark', utf16(TEXT, false)],
  ['Windows-1252', latin],
])('%s is read', (_, bytes) => expect(decodeText(bytes)).toBe(TEXT))

test('an empty file is an empty text', () => expect(decodeText(new Uint8Array())).toBe(''))
