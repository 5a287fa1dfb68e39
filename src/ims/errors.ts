/**
 * A code of a cloud: one of its documents, a bare status, or whatever else a cloud has said (`cloudCode`). No
 * other text is one, so that a code of the console's own that nobody has defined does not pass for a cloud's.
 */
export type CloudCode =
  | `IMG.${string}`
  | `APIGW.${string}`
  | `${number}`
  | (string & { readonly saidBy: 'a cloud' })

/** Takes a code as a cloud has written it. */
export const cloudCode = (text: string): CloudCode => text as CloudCode

/** An error of the API family. A client meets five body shapes; `readError` turns each into this one. */
export type CloudError = {
  code: CloudCode
  message: string
  requestId?: string
  /** It has one of the known shapes: no page of a proxy that stands before the API. */
  isOwn: boolean
}

/**
 * Reads an error body of any of the shapes: `{error:{code,message}}` (IMS, Keystone: `code` may be a number),
 * `{error_code,error_msg,request_id}` (API gateway, IAM), `{error:{error_code,error_msg}}` (KMS),
 * `{message,code,title}` (Glance), anything else as text. Tags and control characters are stripped; the text
 * is never trusted as markup, and what is longer than a reason can be is cut off.
 */
export function readError(status: number, body: string): CloudError {
  const fallback: CloudError = {
    code: `${status}`,
    message: strip(body) || `HTTP status ${status}`,
    isOwn: false,
  }
  let json: unknown
  try {
    json = JSON.parse(body)
  } catch {
    return fallback
  }
  if (!isRecord(json)) return fallback
  const inner = isRecord(json.error) ? json.error : json
  const code = inner.code ?? inner.error_code ?? json.error_code
  const message = inner.message ?? inner.error_msg ?? inner.title ?? json.error_msg
  const requestId = json.request_id
  return {
    code: cloudCode(String(isShort(code) ? code : status)),
    message: strip(String(message ?? '')) || fallback.message,
    isOwn: isShort(code) || typeof message === 'string',
    ...(typeof requestId === 'string' && { requestId }),
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isShort = (code: unknown): code is string | number =>
  typeof code === 'number' || (typeof code === 'string' && code.length <= 100)

/** Longest text that is looked at, and that is kept, in characters. */
const MAX_BODY = 20_000
const MAX_MESSAGE = 500

const strip = (text: string) =>
  text
    .slice(0, MAX_BODY)
    .replace(/<[^<>]*>/g, ' ')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, MAX_MESSAGE)
