import { expect, test } from 'vitest'
import { proxyFor, readProxies } from './proxies.ts'

const viaOf = (address: string, env: Record<string, string>) =>
  proxyFor(address, readProxies(env))?.host ?? null

test('each scheme has its own, and small letters go before capitals', () => {
  const env = { HTTP_PROXY: 'http://plain:1', HTTPS_PROXY: 'secure:2' }
  expect(viaOf('http://k.test', env)).toBe('plain:1')
  expect(viaOf('https://k.test', env)).toBe('secure:2')
  expect(viaOf('https://k.test', { HTTP_PROXY: 'plain:1' })).toBeNull()
  expect(viaOf('https://k.test', { ...env, https_proxy: 'small:3' })).toBe('small:3')
  expect(viaOf('https://k.test', { ...env, https_proxy: '' })).toBeNull()
})

test.each([
  ['https://k.example.org', 'example.org', true],
  ['https://k.example.org', '.example.org', true],
  ['https://example.org', '.example.org', true],
  ['https://k.example.org', 'other.org, K.EXAMPLE.ORG', true],
  ['https://k.example.org:5000', 'k.example.org:5000', true],
  ['https://k.example.org:5000', 'k.example.org:9292', false],
  ['https://k.example.org', 'example.com,,', false],
  ['https://k.example.org', '*', true],
  ['http://10.1.2.3:5000', '10.0.0.0/8', true],
  ['http://11.1.2.3', '10.0.0.0/8,10.0.0.0/99,x/y', false],
  ['http://10.1.2.3', '10.1.2.3', true],
  ['http://[fd00::5]:5000', 'fd00::/8', true],
  ['http://k.example.org', '10.0.0.0/8', false],
])('%s with NO_PROXY=%s goes without: %s', (address, NO_PROXY, isDirect) => {
  expect(viaOf(address, { HTTP_PROXY: 'p:1', HTTPS_PROXY: 'p:1', NO_PROXY }) === null).toBe(isDirect)
})

test.each(['socks5://me:s3cret@p:1', 'http://', 'http://me:s3cret@p:x'])(
  '%s is refused without its password',
  (url) => {
    const read = () => readProxies({ HTTPS_PROXY: url })
    expect(read).toThrow('HTTPS_PROXY must be the address of an HTTP proxy')
    expect(read).not.toThrow('s3cret')
  },
)
