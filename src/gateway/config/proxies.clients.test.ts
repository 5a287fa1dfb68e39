import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { proxyFor, readProxies } from './proxies.ts'

/** Reads `[address, variables]` on stdin, and says which proxy Python's requests would take for each. */
const PYTHON = `
import json, os, sys
from requests.utils import get_environ_proxies, select_proxy
def proxy(address, env):
    os.environ.clear()
    os.environ.update(env)
    return select_proxy(address, get_environ_proxies(address))
json.dump([proxy(*one) for one in json.load(sys.stdin)], sys.stdout)
`

const BOTH = { HTTP_PROXY: 'http://plain:1', HTTPS_PROXY: 'http://secure:2' }
const ADDRESSES = [
  ...[
    'https://k.example.org:5000/v3',
    'http://k.example.org',
    'https://example.org',
    'http://example.org:9292',
  ],
  ...['http://10.1.2.3:5000', 'https://192.168.7.9', 'http://localhost:5000', 'https://bad-example.org'],
]
const NO_PROXIES = [
  ...['', '*', 'example.org', '.example.org', 'K.example.org', 'k.example.org:5000', 'k.example.org:443'],
  ...[
    '10.0.0.0/8',
    '10.1.2.3',
    '10.1.2.3/32',
    '192.168.0.0/16,10.0.0.0/24',
    '10.1.2.3:5000',
    'localhost, 127.0.0.1',
  ],
  ...['other.org, example.org', ',,', '10.0.0.0/99'],
]
const ENVIRONMENTS: Record<string, string>[] = [
  ...NO_PROXIES.map((NO_PROXY) => ({ ...BOTH, NO_PROXY })),
  ...[
    { HTTP_PROXY: 'http://plain:1' },
    { HTTPS_PROXY: 'http://secure:2' },
    { ...BOTH, https_proxy: 'http://small:3' },
  ],
  ...[
    { ...BOTH, http_proxy: '' },
    { ...BOTH, no_proxy: 'example.org', NO_PROXY: 'localhost' },
    { HTTPS_PROXY: 'bare:4' },
  ],
]

test('each address goes by the proxy that the openstack command would take', () => {
  const asked = ENVIRONMENTS.flatMap((env) => ADDRESSES.map((address) => [address, env] as const))
  const input = JSON.stringify(asked)
  const out = execFileSync('/usr/bin/python3', ['-c', PYTHON], { input, env: { PATH: '/usr/bin' } })
  const theirs: (string | null)[] = JSON.parse(out.toString())
  const ours = asked.map(([address, env]) => proxyFor(address, readProxies(env))?.host ?? null)
  const differences = asked.flatMap(([address, env], n) => {
    const host = theirs[n]?.replace(/^http:\/\//, '') ?? null
    return host === ours[n] ? [] : [{ address, env, requests: host, console: ours[n] }]
  })
  expect(asked.length).toBe(ENVIRONMENTS.length * ADDRESSES.length)
  expect(differences).toEqual([])
})
