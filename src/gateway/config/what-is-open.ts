import { isLoopback } from '../loopback.ts'
import type { Config } from './config.ts'
import type { CloudConfig } from './read-cloud.ts'

/** What others could read or do with these settings, a sentence each, for the log of the start. */
export function whatIsOpen(config: Config, cloud: CloudConfig | null): string[] {
  const { host, publicUrl, demoSignIn } = config
  const isOpen = !isLoopback(host)
  const facts: [boolean, string][] = [
    [
      cloud !== null && !cloud.tls.verify,
      'certificates of the cloud are not checked: anybody in between can read along',
    ],
    [cloud !== null && isInTheClear(cloud.authUrl), 'passwords go to the cloud without TLS'],
    [
      cloud === null && demoSignIn && (isOpen || publicUrl !== undefined),
      'everybody who gets here is the operator of the embedded cloud: DEMO_SIGN_IN=0 asks for a password',
    ],
    [
      isOpen && publicUrl === undefined,
      `open to the network at ${host} without PUBLIC_URL: browsers get an answer by the address alone and not by a name, and passwords and cookies go without TLS`,
    ],
    [
      publicUrl !== undefined && isInTheClear(publicUrl.origin),
      'PUBLIC_URL is no https: passwords and cookies can be read on their way',
    ],
  ]
  return facts.flatMap(([isSo, sentence]) => (isSo ? [sentence] : []))
}

function isInTheClear(url: string): boolean {
  const { protocol, hostname } = new URL(url)
  return protocol === 'http:' && !isLoopback(hostname)
}
