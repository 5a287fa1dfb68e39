import { promisify } from 'node:util'
import { type BrotliCompress, constants, createBrotliCompress, createGzip, type Gzip } from 'node:zlib'
import type { Problem } from '#contract/problem'
import type { Ctx } from './env.ts'
import { problemOf } from './problems.ts'
import { UNBUFFERED } from './unbuffered.ts'

/** A line that tells what went wrong after the answer had begun. */
type ProblemLine = { kind: 'problem'; problem: Problem }

/**
 * An answer line by line (NDJSON): each batch of lines is sent as soon as it is there, compressed or not, and the next one is
 * made when the client has taken it. A failure before the first line has its own status; a later one is told in the last
 * line, and to `report`.
 */
export async function answerLines<T extends object>(
  c: Ctx,
  batches: AsyncGenerator<readonly (T | ProblemLine)[], void, void>,
  report: (fault: unknown) => void,
): Promise<Response> {
  const first = await batches.next()
  const requestId = c.get('requestId')
  const encode = encoderFor(c.req.header('accept-encoding') ?? '')
  let isOver = false
  const next = async (): Promise<readonly object[] | null> => {
    try {
      const step = await batches.next()
      return step.done ? null : step.value
    } catch (error) {
      isOver = true
      return [{ kind: 'problem', problem: problemOf(error, requestId, report) }]
    }
  }
  const body = new ReadableStream<Uint8Array>(
    {
      start: async (controller) => {
        if (!first.done) controller.enqueue(await encode.lines(first.value))
      },
      async pull(controller) {
        const lines = isOver ? null : await next()
        controller.enqueue(await (lines ? encode.lines(lines) : encode.end()))
        if (!lines) controller.close()
      },
      cancel: async () => {
        encode.close()
        await batches.return()
      },
    },
    { highWaterMark: 1 },
  )
  return new Response(body, {
    headers: { 'content-type': 'application/x-ndjson', ...encode.headers, ...UNBUFFERED },
  })
}

type Encoder = {
  headers: Record<string, string>
  lines(lines: readonly object[]): Promise<Uint8Array>
  end(): Promise<Uint8Array>
  close(): void
}

const toText = (lines: readonly object[]) => lines.map((line) => `${JSON.stringify(line)}\n`).join('')

/** A level that takes no longer than the network. */
const QUALITY = 5

/** The best of what the client understands. A client that refuses one with `q=0` asks for the other alone. */
function encoderFor(accepted: string): Encoder {
  if (/\bbr\b(?!;\s*q=0)/.test(accepted))
    return compressed(
      'br',
      createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: QUALITY } }),
      constants.BROTLI_OPERATION_FLUSH,
    )
  if (/\bgzip\b(?!;\s*q=0)/.test(accepted)) return compressed('gzip', createGzip(), constants.Z_SYNC_FLUSH)
  const encoder = new TextEncoder()
  return {
    headers: {},
    lines: async (lines) => encoder.encode(toText(lines)),
    end: async () => new Uint8Array(),
    close: () => {},
  }
}

/** What hono's own compression does not: every batch leaves at once, not when a block of the compression is full. */
function compressed(encoding: string, stream: BrotliCompress | Gzip, flush: number): Encoder {
  const parts: Buffer[] = []
  stream.on('data', (part: Buffer) => parts.push(part))
  const taken = () => Buffer.concat(parts.splice(0))
  const flushed = promisify((kind: number, done: () => void) => stream.flush(kind, done))
  return {
    headers: { 'content-encoding': encoding, vary: 'Accept-Encoding' },
    async lines(lines) {
      stream.write(toText(lines))
      await flushed(flush)
      return taken()
    },
    end: () =>
      new Promise((resolve) => {
        stream.on('end', () => resolve(taken()))
        stream.end()
      }),
    close: () => stream.destroy(),
  }
}
