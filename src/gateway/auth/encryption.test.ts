import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createEncryption } from './encryption.ts'

const key = (byte: number) => Buffer.alloc(32, byte)

test('a secret is read back in its own context only, with its own key only, and unchanged only', () => {
  const { encrypt, decrypt } = createEncryption(key(1))
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string(), fc.string(), (secret, context, other) => {
      const stored = encrypt(secret, context)
      expect(decrypt(stored, context)).toBe(secret)
      // A row that is copied to another session, or to another job, is worth nothing there.
      if (other !== context) expect(decrypt(stored, other)).toBeNull()
      expect(createEncryption(key(2)).decrypt(stored, context)).toBeNull()
      const bytes = Buffer.from(stored, 'base64')
      bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1)
      expect(decrypt(bytes.toString('base64'), context)).toBeNull()
    }),
  )
})

test('the same secret is never stored as the same text', () => {
  const { encrypt } = createEncryption(key(1))
  expect(encrypt('token', 'job')).not.toBe(encrypt('token', 'job'))
})

test('what is no encrypted text at all is not read, and breaks nothing', () => {
  const { decrypt } = createEncryption(key(1))
  for (const text of ['', 'x', 'AAAA', 'A'.repeat(64)]) expect(decrypt(text, 'job')).toBeNull()
})
