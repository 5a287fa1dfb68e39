import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readCommands, readPython } from '#testing/read-commands'
import { runClient } from '#testing/run-client'
import type { Flavour } from './call.ts'
import { createEmbeddedCloud } from './cloud.ts'

/*
 * OpenStack's own clients, as Debian has them, on the embedded cloud. They hold the end of a token against this machine's
 * clock.
 */

function serve(flavour: Flavour) {
  const cloud = createEmbeddedCloud({ database: ':memory:', now: Date.now, flavour })
  const server = createAdaptorServer({ fetch: cloud.fetch })
  const at = { origin: '' }
  beforeAll(async () => {
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    at.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(() => {
    server.close()
    cloud.close()
  })
  const settings = (name: string, project: string) => ({
    ...{ OS_AUTH_URL: `${at.origin}/v3`, OS_IDENTITY_API_VERSION: '3', OS_REGION_NAME: 'eu-de' },
    ...{ OS_USERNAME: name, OS_PASSWORD: name, OS_USER_DOMAIN_NAME: 'demo' },
    ...{ OS_PROJECT_NAME: project, OS_PROJECT_DOMAIN_NAME: 'demo' },
  })
  /** Runs a command without spaces in its words. */
  const run = (line: string, more: Record<string, string> = settings('operator', 'golden-images')) => {
    const [program = '', ...words] = line.split(' ')
    return runClient(program, words, more)
  }
  /** What a command of `openstack` prints, as JSON. */
  const ask = async (line: string, more?: Record<string, string>) => {
    const { code, out, err } = await run(`openstack ${line} -f json`, more)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    return JSON.parse(out)
  }
  return { at, settings, run, ask }
}

describe.each(['README.md', 'docs/embedded-cloud.md'])('what %s tells to type', (document) => {
  const { at, run } = serve('ims')
  const here = (variables: Record<string, string>) => ({ ...variables, OS_AUTH_URL: `${at.origin}/v3` })
  const commands = readCommands(document, ['openstack', 'glance'])

  test.each(commands)('$line', async ({ line, variables }) => {
    const { code, out, err } = await run(line, here(variables))
    expect({ code, err }).toEqual({ code: 0, err: '' })
    // These say nothing when they have worked.
    if (!/ (set|remove|delete|member-delete) /.test(line)) expect(out).toMatch(/\w/)
  })

  test.each(readPython(document))('%s', async (script) => {
    const { code, out, err } = await runClient(
      '/usr/bin/python3',
      ['-c', script],
      here(commands[0]?.variables ?? {}),
    )
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(/\('[0-9a-f]{32}', 'pending'\)/)
  })
})

describe('openstack', () => {
  const { at, run, ask, settings } = serve('ims')

  test('finds the cloud at its root too, and follows the pages of a list to the end', async () => {
    const root = { ...settings('operator', 'golden-images'), OS_AUTH_URL: at.origin }
    expect(await ask('token issue', root)).toMatchObject({ id: expect.stringMatching(/^MII/) })
    const images = await ask('image list --sort name:asc')
    expect(images.length).toBeGreaterThan(50)
    expect(new Set(images.map(({ ID }: { ID: string }) => ID)).size).toBe(images.length)
  })

  test('gives an image to a project by their names, and takes it back', async () => {
    const image = 'rocky-9.6-2026.11'
    const { id: project } = await ask('project show tenant-001')
    expect(await ask(`image add project ${image} tenant-001`)).toMatchObject({ member_id: project })
    expect((await run(`openstack image add project ${image} tenant-001`)).err).toContain('is duplicated')
    const { ID } = (await ask(`image list --name ${image}`))[0]
    const tenant = settings('tenant', 'tenant-001')
    const statusAfter = async (answer: string) => {
      expect(await run(`openstack image set --${answer} ${ID}`, tenant)).toMatchObject({ code: 0 })
      return (await ask(`image member list ${image}`))[0].Status
    }
    expect(await statusAfter('accept')).toBe('accepted')
    expect(await statusAfter('reject')).toBe('rejected')
    expect((await run(`openstack image set --private ${image}`)).err).toContain('has recipients')
    expect(await run(`openstack image remove project ${image} tenant-001`)).toMatchObject({ code: 0 })
    expect(await run(`openstack image set --private ${image}`)).toMatchObject({ code: 0 })
    expect(await ask(`image show ${image}`)).toMatchObject({ visibility: 'private' })
  })

  test('signs in with an application credential, which stays in its project', async () => {
    const { id, name, secret } = await ask('application credential create ci')
    const credential = {
      OS_AUTH_URL: `${at.origin}/v3`,
      OS_AUTH_TYPE: 'v3applicationcredential',
      OS_APPLICATION_CREDENTIAL_SECRET: secret,
    }
    const byId = { ...credential, OS_APPLICATION_CREDENTIAL_ID: id }
    const byName = {
      ...credential,
      OS_APPLICATION_CREDENTIAL_NAME: name,
      ...{ OS_USERNAME: 'operator', OS_USER_DOMAIN_NAME: 'demo' },
    }
    const { project_id, id: token } = await ask('token issue', byId)
    expect((await ask('token issue', byName)).project_id).toBe(project_id)
    expect((await ask('project list', byId)).length).toBeGreaterThan(200)
    const refused = await run('openstack application credential create other', byId)
    expect(refused.err).toContain('not allowed for managing additional application credentials')
    const elsewhere = {
      ...{ OS_AUTH_URL: `${at.origin}/v3`, OS_AUTH_TYPE: 'v3token', OS_TOKEN: token },
      ...{ OS_PROJECT_NAME: 'tenant-001', OS_PROJECT_DOMAIN_NAME: 'demo' },
    }
    expect((await run('openstack token issue', elsewhere)).err).toContain('Using a delegated token')
  })

  test.each([
    ['openstack image delete jump-host-2.0', 'is not supported by the embedded cloud'],
    ['openstack image set --name other jump-host-2.0', '"name" cannot be changed here'],
    ['openstack image create new', 'is not supported by the embedded cloud'],
    ['openstack image list --name like:a', '"name" is not supported here, or its value is not valid'],
    ['openstack project show nothing', 'No project with a name or ID'],
    ['openstack user list', 'is not supported by the embedded cloud'],
    ['openstack server list', 'compute service in eu-de region not found'],
    ['glance image-show nothing', 'No image found with ID nothing'],
    ['glance image-list --property-filter a=b', '"a" is not supported here'],
  ])('%s fails, in words', async (line, words) => {
    const { code, err } = await run(line)
    expect(code).toBe(1)
    expect(err).toContain(words)
  })
})

describe('on plain Keystone and Glance', () => {
  const { run, ask } = serve('glance')

  test('a user sees its own projects, and gives an image to one by its ID', async () => {
    const projects = await ask('project list')
    const tenant = projects.find(({ Name }: { Name: string }) => Name === 'tenant-001').ID
    const image = 'rocky-9.6-2026.11'
    expect(await ask(`image add project ${image} ${tenant}`)).toMatchObject({ status: 'pending' })
    expect(await ask(`image member list ${image}`)).toMatchObject([{ 'Member ID': tenant }])
    expect(await run(`openstack image set --private ${image}`)).toMatchObject({ code: 0 })
    expect((await run(`openstack image member list ${image}`)).err).toContain(
      'Only shared images have members',
    )
  })
})
