import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readError } from './errors.ts'

describe('an error is read', () => {
  test.each([
    [
      'as IMS writes it',
      400,
      { error: { message: 'The image is not yours.', code: 'IMG.0047' } },
      { code: 'IMG.0047', message: 'The image is not yours.', isOwn: true },
    ],
    [
      'as Keystone does, with a number for the code',
      401,
      { error: { message: 'Sign in.', code: 401, title: 'Unauthorized' } },
      { code: '401', message: 'Sign in.', isOwn: true },
    ],
    [
      'as the API gateway does',
      429,
      { error_msg: 'Too many requests.', error_code: 'APIGW.0308', request_id: 'r1' },
      { code: 'APIGW.0308', message: 'Too many requests.', requestId: 'r1', isOwn: true },
    ],
    [
      'as the key service does',
      403,
      { error: { error_code: 'KMS.0303', error_msg: 'Invalid token.' } },
      { code: 'KMS.0303', message: 'Invalid token.', isOwn: true },
    ],
    [
      'as Glance does',
      403,
      { message: 'Not allowed.<br /><br />\n\n\n', code: '403 Forbidden', title: 'Forbidden' },
      { code: '403 Forbidden', message: 'Not allowed.', isOwn: true },
    ],
    [
      'as a web server does',
      502,
      '<html>\r\n<head><title>502 Bad Gateway</title></head></html>',
      { code: '502', message: '502 Bad Gateway', isOwn: false },
    ],
    ['that says nothing', 500, '', { code: '500', message: 'HTTP status 500', isOwn: false }],
    ['that is JSON, and no error', 500, [], { code: '500', message: '[]', isOwn: false }],
    ['that has no words', 500, { error: {} }, { code: '500', message: '{"error":{}}', isOwn: false }],
    [
      'that has a code of another kind',
      400,
      { error: { message: 'No.', code: { a: 1 } } },
      { code: '400', message: 'No.', isOwn: true },
    ],
    [
      'that would speak to a terminal',
      400,
      { error: { message: 'a\u001b[2J\u0000b', code: 'X' } },
      { code: 'X', message: 'a [2J b', isOwn: true },
    ],
  ])('an error %s is read', (_, status, body, error) => {
    expect(readError(status, typeof body === 'string' ? body : JSON.stringify(body))).toEqual(error)
  })
})

test('an error of any form becomes one short line of text', () => {
  const body = fc.oneof(
    fc.string(),
    fc.json(),
    fc.json().map((message) => JSON.stringify({ error: { message } })),
  )
  fc.assert(
    fc.property(body, (text) => {
      const { code, message } = readError(500, text)
      expect(code).not.toBe('')
      expect(message).toMatch(/^\P{Cc}{1,500}$/u)
    }),
  )
})

test.each(['<', '<a', '> <'])('a megabyte of %s is read in no time', (part) => {
  const { message } = readError(500, part.repeat(1_000_000))
  expect(message.length).toBeLessThanOrEqual(500)
})
