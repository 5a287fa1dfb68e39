import { expect, test } from 'vitest'
import { NoConnection } from '../cloud/no-connection.ts'
import { whyNoConnection } from './why-no-connection.ts'

const failed = (code: string) =>
  new TypeError('fetch failed', {
    cause: Object.assign(new Error('C0:error:0A00:SSL routines:ssl3_read'), { code }),
  })

test.each([
  ['SELF_SIGNED_CERT_IN_CHAIN', 'Set cacert (OS_CACERT)'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'Set cacert (OS_CACERT)'],
  ['CERT_NOT_YET_VALID', 'Correct the clock'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'does not speak TLS'],
  ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'Set cert and key (OS_CERT, OS_KEY)'],
  ['ERR_SSL_DH_KEY_TOO_SMALL', 'can be made (ERR_SSL_DH_KEY_TOO_SMALL)'],
  ['CERT_SIGNATURE_FAILURE', 'can be made (CERT_SIGNATURE_FAILURE)'],
])('%s is a sentence, and nothing of OpenSSL', (code, words) => {
  const why = whyNoConnection(failed(code), 'cloud.test:5000')
  expect(why).toBeInstanceOf(NoConnection)
  expect(why).toMatchObject({ code: 'CONSOLE.CERTIFICATE', message: expect.stringContaining(words) })
  expect(String(why)).not.toContain('SSL routines')
})

test('another failure stays as it is', () => {
  const error = failed('ECONNREFUSED')
  expect(whyNoConnection(error, 'cloud.test')).toBe(error)
})
