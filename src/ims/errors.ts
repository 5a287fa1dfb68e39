/** An error of the API family. A client meets five body shapes; `readError` turns each into this one. */
export type CloudError = { code: string; message: string; requestId?: string }

/**
 * Reads an error body of any of the shapes: `{error:{code,message}}` (IMS, Keystone: `code` may be a number),
 * `{error_code,error_msg,request_id}` (API gateway, IAM), `{error:{error_code,error_msg}}` (KMS),
 * `{message,code,title}` (Glance), anything else as text. Tags are stripped; the text is never trusted as markup.
 */
export function readError(status: number, body: string): CloudError {
  const fallback = { code: String(status), message: strip(body).slice(0, 500) || `HTTP status ${status}` }
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
    code: code === undefined || code === null ? String(status) : String(code),
    message: strip(String(message ?? '')) || fallback.message,
    ...(typeof requestId === 'string' && { requestId }),
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const strip = (text: string) =>
  text
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
