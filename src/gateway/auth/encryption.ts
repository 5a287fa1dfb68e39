import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const CIPHER = 'aes-256-gcm'
const IV = 12
const TAG = 16

/** Encrypts what must not be readable where it is stored. `context` must be the same to decrypt it. */
export type Encryption = {
  encrypt(secret: string, context: string): string
  /** Null when it was encrypted with another key, for another context, or changed since. */
  decrypt(sealed: string, context: string): string | null
}

/** Encryption with AES-256-GCM. */
export function createEncryption(key: Buffer): Encryption {
  return {
    encrypt(secret, context) {
      const iv = randomBytes(IV)
      const cipher = createCipheriv(CIPHER, key, iv).setAAD(Buffer.from(context))
      const body = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
      return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64')
    },
    decrypt(sealed, context) {
      try {
        const bytes = Buffer.from(sealed, 'base64')
        const opener = createDecipheriv(CIPHER, key, bytes.subarray(0, IV), { authTagLength: TAG })
          .setAAD(Buffer.from(context))
          .setAuthTag(bytes.subarray(IV, IV + TAG))
        return opener.update(bytes.subarray(IV + TAG), undefined, 'utf8') + opener.final('utf8')
      } catch {
        return null
      }
    },
  }
}

/**
 * The encryption key: from the settings, as several gateways must have the same; otherwise from a file beside
 * the data, which is made at the first start and readable by its owner only. A lost key costs a new sign-in,
 * nothing else.
 */
export function encryptionKey(o: { setting: string | undefined; dataDir: string | null }): Buffer {
  if (o.setting) return createHash('sha256').update(o.setting).digest()
  if (o.dataDir === null) return randomBytes(32)
  const file = path.join(o.dataDir, 'session.key')
  if (!existsSync(file)) {
    mkdirSync(o.dataDir, { recursive: true })
    writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600 })
  }
  chmodSync(file, 0o600)
  return createHash('sha256').update(readFileSync(file, 'utf8')).digest()
}
