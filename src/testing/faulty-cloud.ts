import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { getRequestListener } from '@hono/node-server'
import pino from 'pino'
import { createEmbeddedCloud } from '#embedded/cloud'
import type { CloudConfig } from '#gateway/config/read-cloud'
import { createGateway } from '#gateway/gateway'
import { createTestClock } from './clock.ts'
import { cloudConfigAt, SERVICE } from './cloud-config.ts'

/** How a cloud answers one request in a way of its own; false: as it should. */
export type FaultyCloud = (request: IncomingMessage, response: ServerResponse) => boolean

export type FaultyWorldOptions = {
  /** The cloud's certificate and its key, for TLS; `ca`: it asks for certificates of this authority. */
  certificate?: { cert: string; key: string; ca?: string; requestCert?: boolean }
  /** How far the clock of the cloud is ahead. */
  cloudAheadMs?: number
  tls?: Partial<CloudConfig['tls']>
  /** Gets every line of the log, at every level. */
  onLog?: (line: string) => void
}

/**
 * A gateway in front of a cloud on a real socket, the embedded one, which a test can faulty. Time stands still unless
 * the test moves it.
 */
export async function createFaultyWorld({
  certificate,
  tls,
  onLog,
  cloudAheadMs = 0,
}: FaultyWorldOptions = {}) {
  const clock = createTestClock()
  clock.hold()
  const cloud = createEmbeddedCloud({
    database: ':memory:',
    now: () => clock.now() + cloudAheadMs,
    projects: 20,
    images: 1,
  })
  const faulty: { answer: FaultyCloud } = { answer: () => false }
  const seen: string[] = []
  const asItShould = getRequestListener(cloud.fetch)
  const listener: RequestListener = (request, response) => {
    seen.push(`${request.method} ${request.url}`)
    if (!faulty.answer(request, response)) void asItShould(request, response)
  }
  const maxHeaderSize = 64 * 1024
  const server = certificate
    ? createTlsServer({ ...certificate, maxHeaderSize }, listener)
    : createServer({ maxHeaderSize }, listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const url = `${certificate ? 'https' : 'http'}://127.0.0.1:${port}`
  const config = cloudConfigAt(`${url}/v3`)
  const gateway = await createGateway({
    dataDir: null,
    host: '127.0.0.1',
    clock,
    log: pino({ level: 'debug' }, { write: (line: string) => onLog?.(line) }),
    cloud: {
      ...config,
      services: { image: { ...SERVICE, endpoint: url }, keys: { ...SERVICE, endpoint: url } },
      tls: { ...config.tls, ...tls },
      driver: 'ims',
      limits: { recipientsPerImage: 256, recipientsPerFullEcsImage: 10 },
    },
  })
  return {
    ...{ app: gateway.app, driver: gateway.driver, runner: gateway.runner, clock, seen, faulty },
    async close() {
      await gateway.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      cloud.close()
    },
  }
}
