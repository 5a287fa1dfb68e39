import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createSecureContext } from 'node:tls'
import { ConfigError } from '../config/config.ts'

/** The files of a cloud's settings: the authorities in place of the system's, and the certificate of this console. */
export type CertificateFiles = {
  verify: boolean
  caFile: string | null
  certFile: string | null
  keyFile: string | null
}

/** What a secure connection is made with. */
export type TlsOptions = { rejectUnauthorized: boolean; ca?: string; cert?: string; key?: string }

const CERTIFICATE = /-----BEGIN (TRUSTED |X509 )?CERTIFICATE-----[^-]+-----END \1CERTIFICATE-----/g

/** Reads the files, so that what is wrong with them is told at the start. Throws `ConfigError`. */
export const readCertificates = ({ verify, caFile, certFile, keyFile }: CertificateFiles): TlsOptions => ({
  rejectUnauthorized: verify,
  ...(verify && caFile !== null && { ca: readAuthorities(caFile) }),
  ...(certFile !== null && readOwn(certFile, keyFile ?? certFile)),
})

function readAuthorities(file: string): string {
  const text = read('The file of certificate authorities (cacert)', file)
  const found = text.match(CERTIFICATE)
  if (!found)
    throw new ConfigError(
      `The file of certificate authorities (cacert) ${file} has no certificate in it. It must be text with "-----BEGIN CERTIFICATE-----".`,
    )
  for (const [n, one] of found.entries()) {
    try {
      new X509Certificate(one)
    } catch {
      throw new ConfigError(
        `Certificate ${n + 1} of the file of authorities (cacert) ${file} cannot be read.`,
      )
    }
  }
  return text
}

function readOwn(certFile: string, keyFile: string) {
  const cert = read('The certificate of this console (cert)', certFile)
  const key = read('The key of its certificate (key)', keyFile)
  if (/ENCRYPTED/.test(key))
    throw new ConfigError(
      `The key ${keyFile} is encrypted. Write it without a passphrase, readable for the console only.`,
    )
  try {
    createSecureContext({ cert, key })
  } catch {
    throw new ConfigError(
      `The certificate (cert) ${certFile} and the key (key) ${keyFile} are no pair, or one of them is not there.`,
    )
  }
  return { cert, key }
}

function read(what: string, file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const { code = 'error' } = error as { code?: string }
    throw new ConfigError(
      code === 'EISDIR'
        ? `${what} ${file} is a folder. Name a file.`
        : `${what} ${file} cannot be read (${code}).`,
    )
  }
}
