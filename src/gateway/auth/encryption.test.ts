import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newFolder } from '#testing/new-folder'
import { createEncryption, encryptionKeys } from './encryption.ts'

const key = (byte: number) => Buffer.alloc(32, byte)

test('a secret is read back in its own context only, with its own key only, and unchanged only', () => {
  const { encrypt, decrypt } = createEncryption([key(1)])
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string(), fc.string(), (secret, context, other) => {
      const stored = encrypt(secret, context)
      expect(decrypt(stored, context)).toBe(secret)
      // A row that is copied to another session, or to another job, is worth nothing there.
      if (other !== context) expect(decrypt(stored, other)).toBeNull()
      expect(createEncryption([key(2)]).decrypt(stored, context)).toBeNull()
      const bytes = Buffer.from(stored, 'base64')
      bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1)
      expect(decrypt(bytes.toString('base64'), context)).toBeNull()
    }),
  )
})

test('the same secret is never stored as the same text', () => {
  const { encrypt } = createEncryption([key(1)])
  expect(encrypt('token', 'job')).not.toBe(encrypt('token', 'job'))
})

test('what is no encrypted text at all is not read, and breaks nothing', () => {
  const { decrypt } = createEncryption([key(1)])
  for (const text of ['', 'x', 'AAAA', 'A'.repeat(64)]) expect(decrypt(text, 'job')).toBeNull()
})

test('after a change of the key, what was encrypted before is still read, and the new key encrypts', () => {
  const before = createEncryption([key(1)])
  const after = createEncryption([key(2), key(1)])
  expect(after.decrypt(before.encrypt('token', 'job'), 'job')).toBe('token')
  expect(createEncryption([key(2)]).decrypt(after.encrypt('token', 'job'), 'job')).toBe('token')
  expect(before.decrypt(after.encrypt('token', 'job'), 'job')).toBeNull()
})

test('a key that comes to the settings leaves what the one in the file encrypted readable', (context) => {
  const dataDir = newFolder(context)
  const inFile = createEncryption(encryptionKeys({ dataDir }))
  const set = createEncryption(encryptionKeys({ setting: 'new', older: 'old', dataDir }))
  const old = createEncryption(encryptionKeys({ setting: 'old', dataDir: null }))
  for (const { encrypt } of [inFile, old]) expect(set.decrypt(encrypt('token', 'job'), 'job')).toBe('token')
  expect(inFile.decrypt(set.encrypt('token', 'job'), 'job')).toBeNull()
})
