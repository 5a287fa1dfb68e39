import { expect, test } from 'vitest'
import { openWorld } from '#testing/open-world'
import { runClient } from '#testing/run-client'

test('openstack signs in where the console runs, and is told that images are not served there', async () => {
  const console = await (await openWorld({ startAt: Date.now() })).listen()
  const settings = {
    OS_AUTH_URL: `${console.url}/v3`,
    ...{ OS_USERNAME: 'operator', OS_PASSWORD: 'operator', OS_USER_DOMAIN_NAME: 'demo' },
    ...{ OS_PROJECT_NAME: 'golden-images', OS_PROJECT_DOMAIN_NAME: 'demo', OS_REGION_NAME: 'eu-de' },
  }
  const run = (line: string) => runClient('openstack', line.split(' '), settings)
  try {
    expect((await run('token issue -f json')).code).toBe(0)
    const catalog = JSON.parse((await run('catalog list -f json')).out)
    expect(catalog.map(({ Type }: { Type: string }) => Type)).toEqual(['identity'])
    const images = await run('image list')
    expect(images.code).toBe(1)
    expect(images.err).toMatch(/image service .*not found|does not have an endpoint .*image/i)
  } finally {
    await console.close()
  }
})
