import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { browserOf } from '#testing/browser-client'
import { createFaultyWorld } from '#testing/faulty-cloud'

const OPENSSL = spawnSync('openssl', ['version']).status === 0

describe.runIf(OPENSSL)('a certificate', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'certificates-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  /** A certificate that signs itself, and its key. */
  function certify(name: string, host: string, days = 1) {
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
    return { certificate: { cert: read('pem'), key: read('key') }, caFile: file('pem') }
  }
  const HERE = 'IP:127.0.0.1'
  const signInAt = async (options: Parameters<typeof createFaultyWorld>[0]) => {
    const lines: string[] = []
    const tlsWorld = await createFaultyWorld({ ...options, onLog: (line) => lines.push(line) })
    const answer = await browserOf(tlsWorld).signIn('operator')
    await tlsWorld.close()
    return { ...answer, asked: tlsWorld.seen.length, log: lines.join('') }
  }

  test.each([
    ['that nobody vouches for', HERE, 1, false, /self.signed/],
    ['of another host', 'DNS:cloud.test', 1, true, /IP: 127\.0\.0\.1 is not in the cert/],
    ['that has ended', HERE, -1, true, /expired/],
  ])('a certificate %s is refused before a password is sent', async (name, host, days, trusted, words) => {
    const { certificate, caFile } = certify(name.replaceAll(' ', '-'), host, days)
    const { status, json, asked, log } = await signInAt({
      certificate,
      tls: { verify: true, caFile: trusted ? caFile : null },
    })
    expect({ status, code: json.code }).toEqual({ status: 503, code: 'CONSOLE.UNREACHABLE' })
    // For the operator of the console; nobody is signed in yet, who could be told about the cloud.
    expect(log).toMatch(words)
    expect(asked).toBe(0)
  })

  test('a certificate of the configured authority is accepted, and any when checking is off', async () => {
    const { certificate, caFile } = certify('good', HERE)
    expect((await signInAt({ certificate, tls: { verify: true, caFile } })).status).toBe(200)
    const other = certify('other', 'DNS:cloud.test')
    const unchecked = { certificate: other.certificate, tls: { verify: false, caFile: null } }
    expect((await signInAt(unchecked)).status).toBe(200)
  })
})
