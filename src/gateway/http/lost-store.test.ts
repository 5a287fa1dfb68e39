import { execFileSync } from 'node:child_process'
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { expectNothingSent, expectUnreadable, shareRequest } from '#testing/lost-store'
import { openWorld } from '#testing/open-world'

const newFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'lost-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

test('with its file gone the console says so, and sends nothing', async () => {
  const dataDir = newFolder()
  const world = await openWorld({ dataDir })
  const request = await shareRequest(world)
  renameSync(join(dataDir, 'console.db'), join(dataDir, 'elsewhere'))
  await expectNothingSent(world, request, /console\.db was deleted, moved or replaced/)
  await expectUnreadable(world, request)
})

/** A folder on a disk of its own; null where this user may make none. */
function smallDisk(): string | null {
  const folder = newFolder()
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder], { stdio: 'ignore' })
  } catch {
    return null
  }
  onTestFinished(() => void execFileSync('umount', ['-l', folder]))
  return folder
}

test('on a full disk the console says so, and is ready again when there is room', async (context) => {
  const dataDir = smallDisk()
  if (dataDir === null) return context.skip('no disk can be mounted here')
  const world = await openWorld({ dataDir, images: 20 })
  const request = await shareRequest(world)
  const filler = join(dataDir, 'filler')
  expect(() => writeFileSync(filler, Buffer.alloc(8 * 1024 * 1024))).toThrow('ENOSPC')
  await expectNothingSent(world, request, /its disk is full/)
  rmSync(filler)
  expect((await world.app.request('/readyz')).status).toBe(200)
})
