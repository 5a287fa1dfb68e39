import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** Whether certificates can be made here. */
export const HAS_OPENSSL = spawnSync('openssl', ['version']).status === 0

/** A folder of certificates that sign themselves. */
export function createCertificates() {
  const folder = mkdtempSync(path.join(tmpdir(), 'certificates-'))
  return {
    folder,
    remove: () => rmSync(folder, { recursive: true }),
    /** A certificate for a host, like `DNS:cloud.test`, and its key. */
    certify(name: string, host: string, days = 1) {
      const file = (end: string) => path.join(folder, `${name}.${end}`)
      const openssl = (...words: string[]) => execFileSync('openssl', words, { stdio: 'ignore' })
      const key = [
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:prime256v1',
        '-nodes',
        '-keyout',
        file('key'),
      ]
      const names = ['-subj', '/CN=cloud', '-addext', `subjectAltName=${host}`]
      openssl('req', '-new', ...key, ...names, '-out', file('csr'))
      const signed = ['-signkey', file('key'), '-copy_extensions', 'copy', '-days', String(days)]
      openssl('x509', '-req', '-in', file('csr'), ...signed, '-out', file('pem'))
      const read = (end: string) => readFileSync(file(end), 'utf8')
      return {
        certificate: { cert: read('pem'), key: read('key') },
        ...{ caFile: file('pem'), certFile: file('pem'), keyFile: file('key') },
      }
    },
  }
}
