import { NoConnection } from '../cloud/no-connection.ts'

type Failure = { code?: string; cert?: { subjectaltname?: string } }

const UNKNOWN_AUTHORITY = [
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_UNTRUSTED',
]

const SYSTEM = '/etc/ssl/certs/ca-certificates.crt'

/** What Node says in codes, and OpenSSL in words of its own, as a sentence with the way out. */
const BY_CODE: readonly [RegExp, (host: string, failure: Failure) => string][] = [
  [
    new RegExp(`^(${UNKNOWN_AUTHORITY.join('|')})$`),
    (host) =>
      `The certificate of ${host} is signed by itself, or by an authority that is not known here. Set cacert (OS_CACERT) to the file of that authority; those that this machine trusts are in ${SYSTEM} on Debian.`,
  ],
  [
    /^CERT_HAS_EXPIRED$/,
    (host) => `The certificate of ${host} has expired. Renew it, or correct the clock of this machine.`,
  ],
  [
    /^CERT_NOT_YET_VALID$/,
    (host) => `The certificate of ${host} is not valid yet. Correct the clock of this machine.`,
  ],
  [
    /^ERR_TLS_CERT_ALTNAME_INVALID$/,
    (host, { cert }) =>
      `The certificate of ${host} is for other names${cert?.subjectaltname ? ` (${cert.subjectaltname})` : ''}. Write the address with one of them.`,
  ],
  [
    /^ERR_SSL_.*(WRONG_VERSION_NUMBER|HTTP_REQUEST|PACKET_LENGTH)/,
    (host) => `${host} does not speak TLS there. Perhaps its address begins with http.`,
  ],
  [
    /^ERR_SSL_.*(CERTIFICATE_REQUIRED|BAD_CERTIFICATE|UNKNOWN_CA|HANDSHAKE_FAILURE|CERTIFICATE_UNKNOWN)/,
    (host) =>
      `${host} does not let this machine in without a certificate of its own that it knows. Set cert and key (OS_CERT, OS_KEY).`,
  ],
  [
    /^(ERR_SSL_|ERR_TLS_|CERT_|EPROTO$|UNABLE_TO_|CRL_|INVALID_)/,
    (host, { code }) => `No secure connection to ${host} can be made (${code}).`,
  ],
]

/** What is behind "fetch failed", with the certificate that it is about. */
function causesOf(error: unknown): Failure[] {
  const causes: Failure[] = []
  for (let one = error; one instanceof Error && causes.length < 5; one = one.cause)
    causes.push(one as Failure)
  return causes
}

/** A failed request to a host as a sentence, if it failed at the certificate; else the error itself. */
export function whyNoConnection(error: unknown, host: string): unknown {
  for (const failure of causesOf(error)) {
    const { code = '' } = failure
    const found = BY_CODE.find(([pattern]) => pattern.test(code))
    if (found) return new NoConnection('CONSOLE.CERTIFICATE', found[1](host, failure))
  }
  return error
}

/** A failed request through a proxy. Its answers to the question for a way are errors of undici without a code. */
export function whyNoProxy(error: unknown, host: string, proxy: URL): unknown {
  const [status] = causesOf(error).flatMap((one) => /Proxy.*\((\d{3})\)/.exec(String(one))?.[1] ?? [])
  if (status === undefined) return whyNoConnection(error, host)
  const why =
    status === '407' ? 'asks for a user and a password, which belong into its address' : `answered ${status}`
  return new NoConnection(
    'CONSOLE.UNREACHABLE',
    `The proxy ${proxy.host} does not lead to ${host}: it ${why}.`,
  )
}
