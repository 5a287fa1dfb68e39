import type { Call, Reply } from './call.ts'

/** Thrown by a handler to answer with an error; what the handler wrote before is kept. */
export class WireRefusal extends Error {
  override readonly name = 'WireRefusal'
  constructor(readonly reply: Reply) {
    super()
  }
}

/** IMS's own answer (OTC API reference, "Error Codes"). */
export const imsRefusal = (code: string, message: string, status = 400) =>
  new WireRefusal({ status, body: { error: { code, message } } })

/**
 * The API gateway in front answers 401, 403, 404, 413, 429 and 5xx (shape: Huawei "API Gateway error codes").
 */
export const gatewayRefusal = (
  call: Call,
  status: number,
  code: string,
  message: string,
  headers: Record<string, string> = {},
) =>
  new WireRefusal({
    status,
    headers,
    body: { error_msg: message, error_code: code, request_id: call.requestId },
  })

const GLANCE_TITLES = {
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  413: 'Request Entity Too Large',
  415: 'Unsupported Media Type',
  501: 'Not Implemented',
}

/**
 * A native `/v2/images` call refuses as Glance does, HTML tails and a code that is a sentence included. Glance's own
 * client takes anything, gets HTML, and cannot read an error in JSON.
 */
export const glanceRefusal = (status: keyof typeof GLANCE_TITLES, message: string) => {
  const title = GLANCE_TITLES[status]
  const code = `${status} ${title}`
  const escaped = message.replace(/[&<>]/g, (one) => `&#${one.charCodeAt(0)};`)
  return new WireRefusal({
    status,
    body: { message: `${message}<br /><br />\n\n\n`, code, title },
    html: `<html>
 <head>
  <title>${code}</title>
 </head>
 <body>
  <h1>${code}</h1>
  ${escaped}<br /><br />
 </body>
</html>`,
  })
}

const KEYSTONE_TITLES = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  501: 'Not Implemented',
}

/** Identity refuses as Keystone does: the code is a number. */
export const keystoneRefusal = (status: keyof typeof KEYSTONE_TITLES, message: string) =>
  new WireRefusal({ status, body: { error: { code: status, title: KEYSTONE_TITLES[status], message } } })

/** Key management (OTC KMS API reference, "Error Codes"). A bad token is 403 there. */
export const kmsRefusal = (code: string, message: string, status = 400) =>
  new WireRefusal({ status, body: { error: { error_code: code, error_msg: message } } })
