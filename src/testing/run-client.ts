import { execFile } from 'node:child_process'
import { tmpdir } from 'node:os'

export type ClientRun = { code: number; out: string; err: string }

/**
 * Runs one of Debian's OpenStack clients, or a Python of theirs, to its end. It gets no variable but `env`, and no
 * settings of whoever runs the tests.
 */
export const runClient = (program: string, args: string[], env: Record<string, string>): Promise<ClientRun> =>
  new Promise((resolve, reject) => {
    const nowhere = { PATH: '/usr/bin:/bin', HOME: '/nonexistent', LANG: 'C.UTF-8' }
    execFile(program, args, { cwd: tmpdir(), env: { ...nowhere, ...env } }, (error, out, err) => {
      if (error && typeof error.code !== 'number') reject(error)
      else resolve({ code: Number(error?.code ?? 0), out, err })
    })
  })
