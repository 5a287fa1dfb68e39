import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { toCommands, toCurl } from './to-shell.ts'

describe('a job as calls of the API', () => {
  const job = {
    action: 'share' as const,
    vaultId: null,
    reason: 'it\'s "urgent" & $HOME',
    images: [{ id: 'i1', name: 'one' }],
    projects: [
      { id: 'p1', name: '' },
      { id: "p'2", name: '' },
    ],
  }

  const all = [{ images: [0], projects: [0, 1] }]

  it('a shell reads the words of the specification’s call', () => {
    const words = toCurl(job, all, 'http://localhost:8080').replace(/^curl /, '')
    const args = execFileSync('sh', ['-c', `TOKEN=t; printf '%s\\n' ${words}`], { encoding: 'utf8' })
      .trim()
      .split('\n')
    expect(args).toEqual([
      '-X',
      'POST',
      'http://localhost:8080/v1/cloudimages/members',
      '-H',
      'Content-Type: application/json',
      '-H',
      'X-Auth-Token: t',
      '-H',
      `x-share-reason: ${encodeURIComponent(job.reason)}`,
      '-d',
      JSON.stringify({ images: ['i1'], projects: ['p1', "p'2"] }),
    ])
  })

  it('a stop of sharing is a DELETE', () => {
    expect(toCurl({ ...job, action: 'unshare', reason: '' }, all, 'http://x')).toContain('-X DELETE')
  })

  it('an answer is a PUT for the own project', () => {
    const answer = { ...job, action: 'accept' as const, reason: '', vaultId: 'v1' }
    const text = toCurl(answer, [{ images: [0], projects: [0] }], 'http://x')
    expect(text).toContain('-X PUT')
    expect(text).toContain(`-d '{"images":["i1"],"project_id":"p1","status":"accepted","vault_id":"v1"}'`)
  })

  it('there is one call for each rectangle', () => {
    const text = toCurl(
      job,
      [
        { images: [0], projects: [0] },
        { images: [0], projects: [1] },
      ],
      'http://x',
    )
    const bodies = [...text.matchAll(/-d '(.*)'$/gm)].map(([, body]) => body)
    expect(bodies).toEqual([
      `{"images":["i1"],"projects":["p1"]}`,
      `{"images":["i1"],"projects":["p'\\''2"]}`,
    ])
  })
})

describe('a job as commands of the OpenStack client', () => {
  const named = (...ids: string[]) => ids.map((id) => ({ id, name: '' }))
  const job = {
    action: 'share' as const,
    images: named('d164b5df-1bc3', "it's $HOME"),
    projects: named('9c61004714024f95', '-x'),
  }

  it('each pair is a line that the OpenStack client takes', () => {
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

  it('a shell reads each line word by word, with special characters quoted', () => {
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
})
