import type { CloudConfig, ServiceSettings } from '#gateway/config/read-cloud'

/** A service as it is looked for without any settings. */
export const SERVICE: ServiceSettings = {
  endpoint: null,
  region: null,
  interfaces: ['public'],
  type: null,
  name: null,
}

/** The settings of a plain OpenStack cloud, of which only the address for sign-in is known. */
export const cloudConfigAt = (authUrl: string): CloudConfig => ({
  name: 'far',
  source: 'a test',
  authUrl,
  signIn: {
    prefill: { method: 'password', user: '', domain: '', project: '', projectDomain: '', id: '' },
    ids: [],
  },
  region: null,
  interfaces: ['public'],
  services: { image: SERVICE, keys: SERVICE },
  proxies: { http: null, https: null, direct: [] },
  tls: { verify: true, caFile: null, certFile: null, keyFile: null },
  driver: 'glance',
  limits: { recipientsPerImage: 128, recipientsPerFullEcsImage: 10 },
  warnings: [],
})
