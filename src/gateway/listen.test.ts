import { Agent, get, type IncomingMessage } from 'node:http'
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { listen } from './listen.ts'

// Nothing here ends because time has passed.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
})

/** A server whose answers are as told, and requests on connections that are kept open. */
async function setUp(fetch: (request: Request) => Response | Promise<Response>) {
  const server = await listen({ host: '127.0.0.1', port: 0, fetch })
  onTestFinished(server.close)
  const newAgent = () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    onTestFinished(() => agent.destroy())
    return agent
  }
  const ask = (agent: Agent) =>
    new Promise<IncomingMessage>((resolve, reject) => {
      get({ port: server.port, host: '127.0.0.1', agent }, resolve).on('error', reject)
    })
  const answer = async (agent: Agent) => {
    const response = await ask(agent)
    let text = ''
    for await (const chunk of response) text += chunk
    return { text, connection: response.headers.connection }
  }
  return { server, newAgent, ask, answer }
}

/*
 * Every page asks every two seconds on a connection that it keeps. A console that was told to stop waited for
 * them five seconds, and then broke their requests off.
 */
test('thirty that keep asking hold up no end, and none is broken off', async () => {
  const { server, newAgent, answer } = await setUp(() => new Response('here'))
  const agents = Array.from({ length: 30 }, newAgent)
  await Promise.all(agents.map(answer))
  const asking = agents.map(async (agent) => {
    for (let last = await answer(agent); ; last = await answer(agent))
      if (last.connection === 'close') return last
  })
  const closed = server.close()
  expect((await Promise.all(asking)).map(({ text }) => text)).toEqual(Array(30).fill('here'))
  await closed
})

test('a connection on which nothing was asked yet still has its answer', async () => {
  const { server, newAgent, answer } = await setUp(() => new Response('here'))
  const agent = newAgent()
  expect(await answer(agent)).toEqual({ text: 'here', connection: 'keep-alive' })
  const closed = server.close()
  expect(await answer(agent)).toEqual({ text: 'here', connection: 'close' })
  await closed
})

test('an answer that had begun comes whole, and its connection ends with it', async () => {
  let body: ReadableStreamDefaultController<Uint8Array> | undefined
  const start = (controller: ReadableStreamDefaultController<Uint8Array>) => {
    body = controller
    controller.enqueue(Buffer.from('first '))
  }
  const { server, newAgent, ask } = await setUp(() => new Response(new ReadableStream({ start })))
  const response = await ask(newAgent())
  const closed = server.close()
  body?.enqueue(Buffer.from('last'))
  body?.close()
  let text = ''
  for await (const chunk of response) text += chunk
  expect(text).toBe('first last')
  await closed
})
