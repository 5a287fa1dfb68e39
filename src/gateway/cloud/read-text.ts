/**
 * The text of a request or an answer, or null when it is longer than `max` bytes: reading ends there, so that nobody
 * can fill the memory. What is packed counts as it is unpacked.
 */
export async function readText(message: Request | Response, max: number): Promise<string | null> {
  if (Number(message.headers.get('content-length') ?? 0) > max) {
    await message.body?.cancel()
    return null
  }
  if (!message.body) return ''
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of message.body) {
    size += chunk.byteLength
    if (size > max) return null
    chunks.push(chunk)
  }
  return new TextDecoder().decode(Buffer.concat(chunks))
}
