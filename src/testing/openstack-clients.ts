import { spawnSync } from 'node:child_process'
import { installDebian } from './machine.ts'

const PACKAGES = ['python3-openstackclient', 'python3-glanceclient', 'python3-openstacksdk']

/** Asks Python itself, as the tests do: a package of another Python would not be theirs. */
const areThere = () =>
  spawnSync('/usr/bin/python3', ['-c', 'import openstackclient, glanceclient, openstack'], {
    stdio: 'ignore',
  }).status === 0

/** Sees to it, before all tests of `npm run test:clients`, that Debian's OpenStack clients are there. */
export function setup(): void {
  if (!areThere()) installDebian(...PACKAGES)
  if (!areThere())
    throw new Error(`NOT RUN: no test with OpenStack's clients. Install Debian's ${PACKAGES.join(', ')}.`)
}
