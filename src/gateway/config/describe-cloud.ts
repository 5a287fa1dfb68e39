import { proxyFor } from './proxies.ts'
import type { CloudConfig } from './read-cloud.ts'

/** Which cloud was picked and from where, for the output of the start. */
export function describeCloud(cloud: CloudConfig): string {
  const { name, authUrl, region, interfaces, source, services, tls } = cloud
  const proxy = proxyFor(authUrl, cloud.proxies)
  const { endpoint } = services.image
  const ofImages = services.image.interfaces.join(', else ')
  const facts = [
    `${name}: ${authUrl}`,
    region === null ? 'no region' : `region ${region}`,
    `interface ${interfaces.join(', else ')}`,
    services.image.region !== region && `region of images ${services.image.region}`,
    ofImages !== interfaces.join(', else ') && `interface of images ${ofImages}`,
    endpoint !== null && `images at ${endpoint}`,
    tls.caFile !== null && tls.verify && `authorities of ${tls.caFile}`,
    tls.certFile !== null && `own certificate ${tls.certFile}`,
    proxy !== null && `by the proxy ${proxy.host}`,
    `from ${source}`,
  ]
  return facts.filter(Boolean).join(', ')
}
