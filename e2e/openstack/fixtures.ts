import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import { test as base, expect, type Page } from 'playwright/test'
import { createOpenstackCloud, type OpenstackCloud } from '#testing/openstack-cloud'
import type { Identity } from '../../src/gateway/cloud/driver.ts'
import { startServer } from '../server-process.ts'

export type Real = {
  cloud: OpenstackCloud
  who: Identity
  /** The projects that the user can enter, except the user's own. */
  projects: { id: string; name: string }[]
  /** A new image whose name begins with `prefix`. */
  makeImage(prefix: string, properties?: object): Promise<{ id: string; name: string }>
  /**
   * The members of an image as the OpenStack command line lists them. It is another program, and knows
   * nothing of the console.
   */
  witness(imageId: string): Promise<string[]>
  /** The answers of these projects, also read by the command line. */
  answers(imageId: string): Promise<Record<string, string>>
}

/** The cloud of the `OS_*` variables with a console in front of it, started as an operator starts it. */
export const test = base.extend<{ real: Real; settings: Record<string, string> }>({
  settings: [{}, { option: true }],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern.
  real: async ({}, use) => {
    const cloud = await createOpenstackCloud()
    const who = await cloud.driver.signIn(cloud.login)
    const projects = (await cloud.driver.listProjects(who))
      .filter(({ id, enabled }) => enabled !== false && id !== who.project.id)
      .map(({ id, name }) => ({ id, name }))
    await use({
      cloud,
      who,
      projects,
      async makeImage(prefix, properties = {}) {
        const name = `${prefix} ${randomBytes(4).toString('hex')}`
        return { id: await cloud.makeImage(who, { name, ...properties }), name }
      },
      witness: async (imageId) => (await askMembers(imageId)).map((row) => row['Member ID']),
      answers: async (imageId) =>
        Object.fromEntries((await askMembers(imageId)).map((row) => [row['Member ID'], row.Status])),
    })
    await cloud.clear(await cloud.driver.signIn(cloud.login))
  },
  baseURL: async ({ settings }, use) => {
    const server = await startServer({ settings, cloud: null })
    await use(server.url)
    await server.end()
  },
})

export { expect }

async function askMembers(imageId: string): Promise<{ 'Member ID': string; Status: string }[]> {
  const args = ['image', 'member', 'list', imageId, '-f', 'json']
  const { stdout } = await promisify(execFile)('openstack', args)
  return JSON.parse(stdout)
}

/** Signs in as the user of the `OS_*` variables. */
export async function signIn(page: Page) {
  const dialog = page.getByRole('dialog', { name: /^Sign in/ })
  // The settings have filled in the names, and never the password.
  await expect(dialog.getByRole('textbox', { name: 'User' })).toHaveValue(process.env.OS_USERNAME ?? '')
  await expect(dialog.getByLabel('Password', { exact: true })).toHaveValue('')
  await dialog.getByLabel('Password', { exact: true }).fill(process.env.OS_PASSWORD ?? '')
  await page.keyboard.press('Enter')
  await expect(dialog).toHaveCount(0)
}
