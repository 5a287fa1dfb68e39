import type { Call, Reply, Route } from './call.ts'

/** Which versions of its interfaces the cloud says that it has: what a client asks for before all else. */

type Version = { id: string; status: string; path: string }

const IDENTITY: Version = { id: 'v3.14', status: 'stable', path: '/v3/' }

/** From 2.5 on images can be `shared`; 2.7 is the first whose lists know hidden ones. */
const IMAGE: Version[] = [7, 6, 5, 4, 3, 2, 1, 0].map((minor) => ({
  id: `v2.${minor}`,
  status: minor === 7 ? 'CURRENT' : 'SUPPORTED',
  path: '/v2/',
}))

const describe =
  ({ origin }: Call) =>
  ({ id, status, path }: Version) => ({ id, status, links: [{ rel: 'self', href: origin + path }] })

/**
 * Identity and images share one root. Keystone's form of the list (`values`) is the one that their clients all
 * understand there; below `/versions` and `/v2` it is Glance's.
 */
const showAll = (call: Call): Reply => ({
  status: 300,
  body: { versions: { values: [IDENTITY, ...IMAGE].map(describe(call)) } },
})
const showImage =
  (status: number) =>
  (call: Call): Reply => ({
    status,
    body: { versions: IMAGE.map(describe(call)) },
  })
const showIdentity = (call: Call): Reply => ({ status: 200, body: { version: describe(call)(IDENTITY) } })

/** Keystone API reference, "API versions"; Image API reference, "API versions". */
export const versionRoutes: Route[] = [
  { method: 'GET', path: '/', handle: showAll },
  { method: 'GET', path: '/versions', handle: showImage(200) },
  { method: 'GET', path: '/v2', handle: showImage(300) },
  { method: 'GET', path: '/v2/', handle: showImage(300) },
]

/** The version of identity, also for whoever serves nothing else. */
export const identityVersionRoutes: Route[] = ['/v3', '/v3/'].map((path) => ({
  method: 'GET',
  path,
  handle: showIdentity,
}))
