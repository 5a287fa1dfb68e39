import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { toCommands } from './to-commands.ts'

const named = (...ids: string[]) => ids.map((id) => ({ id, name: '' }))
const job = {
  action: 'share' as const,
  images: named('d164b5df-1bc3', "it's $HOME"),
  projects: named('9c61004714024f95', '-x'),
}

it('has a line for each pair, as the client of OpenStack takes it', () => {
  expect(toCommands(job, [{ image: 0, project: 0 }])).toBe(
    'openstack image add project d164b5df-1bc3 9c61004714024f95',
  )
  expect(toCommands({ ...job, action: 'unshare' }, [{ image: 0, project: 0 }])).toBe(
    'openstack image remove project d164b5df-1bc3 9c61004714024f95',
  )
  expect(toCommands({ ...job, action: 'reject' }, [{ image: 0, project: 0 }])).toBe(
    'openstack image set --reject d164b5df-1bc3',
  )
  expect(toCommands(job, [])).toBe('')
})

it('is read by a shell word by word', () => {
  const script = toCommands(job, [
    { image: 1, project: 0 },
    { image: 0, project: 1 },
  ])
  const words = execFileSync('sh', ['-c', `openstack() { printf '%s|' "$@"; echo; }; ${script}`], {
    encoding: 'utf8',
  })
  expect(words.split('\n')).toEqual([
    "image|add|project|it's $HOME|9c61004714024f95|",
    'image|add|project|--|d164b5df-1bc3|-x|',
    '',
  ])
})
