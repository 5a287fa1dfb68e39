import { writeFileSync } from 'node:fs'
import { createServer as createTcpServer } from 'node:net'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { browserOf } from '#testing/browser-client'
import { createCertificates, HAS_OPENSSL } from '#testing/certificates'
import { cloudConfigAt } from '#testing/cloud-config'
import { createFaultyWorld } from '#testing/faulty-cloud'
import { createCloudFetch } from './cloud-fetch.ts'

describe.runIf(HAS_OPENSSL)('a certificate', () => {
  const { certify, folder, remove } = createCertificates()
  afterAll(remove)

  const HERE = 'IP:127.0.0.1'
  const signInAt = async (options: Parameters<typeof createFaultyWorld>[0]) => {
    const lines: string[] = []
    const tlsWorld = await createFaultyWorld({ ...options, onLog: (line) => lines.push(line) })
    const answer = await browserOf(tlsWorld).signIn('operator')
    await tlsWorld.close()
    return { ...answer, asked: tlsWorld.seen.length, log: lines.join('') }
  }

  // The story: the log said "self-signed certificate" in OpenSSL's words, and not what to do about it.
  test.each([
    ['that nobody vouches for', HERE, 1, false, /is signed by itself, or .* Set cacert \(OS_CACERT\)/],
    [
      'of another host',
      'DNS:cloud.test',
      1,
      true,
      /is for other names \(DNS:cloud\.test\)\. Write the address/,
    ],
    ['that has ended', HERE, -1, true, /has expired\. Renew it, or correct the clock/],
  ])('%s is refused before a password is sent', async (name, host, days, trusted, words) => {
    const { certificate, caFile } = certify(name.replaceAll(' ', '-'), host, days)
    const { status, json, asked, log } = await signInAt({
      certificate,
      tls: { caFile: trusted ? caFile : null },
    })
    expect({ status, code: json.code }).toEqual({ status: 503, code: 'CONSOLE.CERTIFICATE' })
    expect(json.detail).toContain('cacert in the settings of the cloud')
    // For the operator of the console; nobody is signed in yet, who could be told about the cloud.
    expect(log).toMatch(words)
    expect(asked).toBe(0)
  })

  test('of the configured authority is accepted, and any when checking is off', async () => {
    const { certificate, caFile } = certify('good', HERE)
    expect((await signInAt({ certificate, tls: { caFile } })).status).toBe(200)
    const other = certify('other', 'DNS:cloud.test')
    expect((await signInAt({ certificate: other.certificate, tls: { verify: false } })).status).toBe(200)
  })

  // The story: a cloud that wants to know its clients could not be used at all.
  test('of the console itself is shown to a cloud that asks for one', async () => {
    const cloud = certify('asking', HERE)
    const { certFile, keyFile, certificate } = certify('own', 'DNS:console.test')
    const asking = { ...cloud.certificate, ca: certificate.cert, requestCert: true }
    const shown = await signInAt({ certificate: asking, tls: { caFile: cloud.caFile, certFile, keyFile } })
    expect(shown.status).toBe(200)
    const { status, asked } = await signInAt({ certificate: asking, tls: { caFile: cloud.caFile } })
    expect({ status, asked }).toEqual({ status: 503, asked: 0 })
  })

  test('and files that cannot be used are told at the start', () => {
    const { certFile, caFile } = certify('a', HERE)
    const { keyFile } = certify('b', HERE)
    const written = (name: string, text: string) => {
      writeFileSync(path.join(folder, name), text)
      return path.join(folder, name)
    }
    const start = (tls: object) => () => {
      const config = cloudConfigAt('https://cloud.test')
      createCloudFetch({ ...config, tls: { ...config.tls, ...tls } })
    }
    expect(start({ caFile: '/none.pem' })).toThrow('(cacert) /none.pem cannot be read (ENOENT).')
    expect(start({ caFile: folder })).toThrow(`(cacert) ${folder} is a folder. Name a file.`)
    expect(start({ caFile: keyFile })).toThrow('has no certificate in it')
    expect(start({ caFile: written('empty', '') })).toThrow('has no certificate in it')
    const broken = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n'
    expect(start({ caFile: written('broken', broken) })).toThrow('Certificate 1 of the file of authorities')
    expect(start({ certFile })).toThrow('are no pair, or one of them is not there')
    expect(start({ certFile, keyFile })).toThrow('are no pair')
    const locked = written('locked', '-----BEGIN ENCRYPTED PRIVATE KEY-----')
    expect(start({ certFile, keyFile: locked })).toThrow('is encrypted')
    expect(start({ caFile })).not.toThrow()
    expect(start({ caFile: '/none.pem', verify: false })).not.toThrow()
  })
})

test('an address of http that is written as https is told', async () => {
  const server = createTcpServer(
    (socket) => void socket.once('data', () => socket.end('HTTP/1.1 400 Bad\r\n\r\n')),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  const fetch = createCloudFetch(cloudConfigAt('https://cloud.test'))
  await expect(fetch(new Request(`https://127.0.0.1:${port}/`))).rejects.toThrow(
    `127.0.0.1:${port} does not speak TLS there. Perhaps its address begins with http.`,
  )
  server.close()
})
