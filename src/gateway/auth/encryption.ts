import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { isUnwritable } from '../store/store-error.ts'

const CIPHER = 'aes-256-gcm'
const IV = 12
const TAG = 16

/** Encrypts what must not be readable where it is stored. `context` must be the same to decrypt it. */
export type Encryption = {
  encrypt(secret: string, context: string): string
  /** Null when it was encrypted with another key, for another context, or changed since. */
  decrypt(sealed: string, context: string): string | null
}

/** Encryption with AES-256-GCM. The first key encrypts; the others still decrypt what was encrypted before it came. */
export function createEncryption([key, ...older]: readonly [Buffer, ...Buffer[]]): Encryption {
  return {
    encrypt(secret, context) {
      const iv = randomBytes(IV)
      const cipher = createCipheriv(CIPHER, key, iv).setAAD(Buffer.from(context))
      const body = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
      return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64')
    },
    decrypt(sealed, context) {
      const bytes = Buffer.from(sealed, 'base64')
      for (const one of [key, ...older]) {
        const secret = decryptWith(one, bytes, context)
        if (secret !== null) return secret
      }
      return null
    },
  }
}

function decryptWith(key: Buffer, bytes: Buffer, context: string): string | null {
  try {
    const opener = createDecipheriv(CIPHER, key, bytes.subarray(0, IV), { authTagLength: TAG })
      .setAAD(Buffer.from(context))
      .setAuthTag(bytes.subarray(IV, IV + TAG))
    return opener.update(bytes.subarray(IV + TAG), undefined, 'utf8') + opener.final('utf8')
  } catch {
    return null
  }
}

/**
 * The encryption keys, the one in use first: from the settings, as several gateways must have the same; otherwise from a
 * file beside the data, which is made at the first start and readable by its owner only. `older`: what the key in the
 * settings was before. A lost key costs a new sign-in, nothing else.
 */
export function encryptionKeys(o: {
  setting?: string | undefined
  older?: string | undefined
  dataDir: string | null
}): [Buffer, ...Buffer[]] {
  const file = o.dataDir === null ? null : path.join(o.dataDir, 'session.key')
  const older = o.older ? [keyOf(o.older)] : []
  if (o.setting) {
    // The key was in the file before it came to the settings.
    const before = file !== null && existsSync(file) ? [keyOf(readFileSync(file, 'utf8'))] : []
    return [keyOf(o.setting), ...older, ...before]
  }
  return file === null ? [randomBytes(32)] : [keyOf(keptIn(file)), ...older]
}

function keptIn(file: string): string {
  try {
    if (!existsSync(file)) {
      mkdirSync(path.dirname(file), { recursive: true })
      writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600 })
    }
    if ((statSync(file).mode & 0o077) !== 0) chmodSync(file, 0o600)
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (!isUnwritable(error)) throw error
    throw new Error(
      `The key of stored tokens cannot be kept in ${file}. Set SESSION_KEY, or DATA_DIR to a folder that this user may write to.`,
      { cause: error },
    )
  }
}

const keyOf = (text: string) => createHash('sha256').update(text).digest()
