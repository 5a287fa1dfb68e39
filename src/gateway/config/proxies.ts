import { BlockList, isIP } from 'node:net'
import { ConfigError } from './config.ts'

/** The proxies that calls to a cloud go through, by the scheme of its address; `direct`: what is called without one. */
export type Proxies = { http: URL | null; https: URL | null; direct: readonly string[] }

type Env = Record<string, string | undefined>

/** A variable in small letters goes before one in capitals, also when it is empty (Python's `getproxies_environment`). */
const variable = (env: Env, name: string) => env[name.toLowerCase()] ?? env[name] ?? ''

/** Reads `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY`. Throws `ConfigError` without the password that may stand in them. */
export const readProxies = (env: Env): Proxies => ({
  http: proxyIn(env, 'HTTP_PROXY'),
  https: proxyIn(env, 'HTTPS_PROXY'),
  direct: variable(env, 'NO_PROXY').replaceAll(' ', '').toLowerCase().split(',').filter(Boolean),
})

function proxyIn(env: Env, name: string): URL | null {
  const text = variable(env, name).trim()
  if (text === '') return null
  const url = text.includes('://') ? text : `http://${text}`
  if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return new URL(url)
  throw new ConfigError(`${name} must be the address of an HTTP proxy, like http://proxy.example.org:3128.`)
}

/** The proxy for an address; null: it is called directly. By the rules of Python's requests, which `openstack` uses. */
export function proxyFor(address: string, proxies: Proxies): URL | null {
  const { protocol, hostname, host } = new URL(address)
  const proxy = protocol === 'https:' ? proxies.https : proxies.http
  const name = hostname.replace(/^\[|\]$/g, '')
  return proxy === null || proxies.direct.some((entry) => covers(entry, name, host)) ? null : proxy
}

/** Whether an entry of `NO_PROXY` means this host: all, a network, or the end of a name, with or without the port. */
function covers(entry: string, name: string, host: string): boolean {
  if (entry === '*') return true
  const family = isIP(name)
  if (family === 0) return [name, host].some((one) => one.endsWith(entry) || `.${one}` === entry)
  return entry === name || isInNetwork(entry, name, family === 6 ? 'ipv6' : 'ipv4')
}

function isInNetwork(entry: string, address: string, family: 'ipv4' | 'ipv6'): boolean {
  const [network = '', bits = ''] = entry.split('/')
  if (isIP(network) !== (family === 'ipv6' ? 6 : 4) || !/^\d{1,3}$/.test(bits)) return false
  const list = new BlockList()
  try {
    list.addSubnet(network, Number(bits), family)
  } catch {
    return false
  }
  return list.check(address, family)
}
