import fc from 'fast-check'
import { expect, test } from 'vitest'
import { imageList, type WireImage, wireImage } from '#ims/images'
import { createTestCloud } from './test-client.ts'

const compare = (a?: string | null, b?: string | null) =>
  Number((a ?? '') > (b ?? '')) - Number((a ?? '') < (b ?? ''))

test('pages by marker give every image once, newest first', async () => {
  const { operator } = createTestCloud({ images: 120 })
  const { get, project } = await operator()
  const whole = imageList.parse(await get(`/v2/cloudimages?owner=${project}`)).images
  const paged: WireImage[] = []
  for (let marker = '', full = true; full; ) {
    const { images } = await get<{ images: WireImage[] }>(
      `/v2/cloudimages?owner=${project}&limit=7&marker=${marker}`,
    )
    paged.push(...images)
    marker = images.at(-1)?.id ?? ''
    full = images.length === 7
  }
  expect(paged.map(({ id }) => id)).toEqual(whole.map(({ id }) => id))
  const times = whole.map((image) => image.created_at ?? '')
  expect(times).toEqual([...times].sort().reverse())
})

test('the page is 500 unless told', async () => {
  const { operator } = createTestCloud({ images: 700 })
  const { get } = await operator()
  expect((await get<{ images: unknown[] }>('/v2/cloudimages')).images).toHaveLength(500)
})

test('the native list pages by 25 with `next`, and has none on its last page', async () => {
  const { operator } = createTestCloud()
  const { get, project } = await operator()
  type Page = { images: WireImage[]; first: string; next?: string }
  const ids: string[] = []
  let pages = 0
  for (
    let path: string | undefined = `/v2/images?owner=${project}&sort_key=name&sort_dir=asc`;
    path;
    pages++
  ) {
    const page: Page = await get(path)
    expect(page.first).not.toContain('marker')
    ids.push(...page.images.map(({ id }) => id))
    path = page.next
  }
  const { images } = await get<Page>(`/v2/cloudimages?owner=${project}`)
  expect(pages).toBe(Math.ceil(images.length / 25))
  expect(new Set(ids)).toEqual(new Set(images.map(({ id }) => id)))
  expect(ids).toHaveLength(images.length)
})

test('every filter keeps exactly the images with that value', async () => {
  const { operator } = createTestCloud({ images: 90 })
  const { get } = await operator()
  const { images } = await get<{ images: WireImage[] }>('/v2/cloudimages')
  const fields = [
    ...['id', 'name', 'owner', 'status', 'visibility', '__imagetype', '__os_type', '__platform'],
    ...['__system__cmkid', 'virtual_env_type', 'disk_format', 'min_disk', 'protected', '__whole_image'],
  ] as (keyof WireImage)[]
  for (const field of fields)
    for (const value of new Set(images.map((image) => image[field]))) {
      if (value === undefined) continue
      const query = new URLSearchParams({ [field]: String(value) })
      const found = await get<{ images: WireImage[] }>(`/v2/cloudimages?${query}`)
      expect(found.images, `${field}=${value}`).toEqual(images.filter((image) => image[field] === value))
    }
  const tagged = await get<{ images: WireImage[] }>(
    `/v2/cloudimages?${new URLSearchParams({ tag: "r&d's" })}`,
  )
  expect(tagged.images.map((image) => image.name)).toEqual(['<b>R&D</b> "golden"'])
})

test('any sort and direction is a total order that paging follows', async () => {
  const { operator } = createTestCloud()
  const { get } = await operator()
  const sorts = ['name', 'status', 'id', 'disk_format', 'container_format', 'size', 'created_at']
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...sorts),
      fc.constantFrom('asc', 'desc'),
      fc.integer({ min: 1, max: 40 }),
      async (key, direction, limit) => {
        const query = `sort_key=${key}&sort_dir=${direction}`
        const { images } = await get<{ images: WireImage[] }>(`/v2/cloudimages?${query}`)
        const from = images[Math.floor(images.length / 2)]
        const page = await get<{ images: WireImage[] }>(
          `/v2/cloudimages?${query}&limit=${limit}&marker=${from?.id}`,
        )
        const start = Math.floor(images.length / 2) + 1
        expect(page.images).toEqual(images.slice(start, start + limit))
      },
    ),
    { numRuns: 40 },
  )
})

test.each([
  ...['limit=x', 'limit=-1', 'marker=gone', 'sort_key=password', 'sort_dir=up', 'sort=name:up', 'sort='],
  ...['sort=name&sort_key=id', 'sort_key=name&sort_dir=asc&sort_dir=desc', 'member_status=maybe'],
  ...[
    'visibility=secret',
    'protected=maybe',
    'min_disk=much',
    'name=like:a',
    'name=in:"a',
    'created_at=today',
  ],
  ...['created_at=after:2026-11-01T00:00:00Z', 'updated_at=gt:', 'some_property=x', 'constructor=x'],
])('a query with %s is refused by both lists, with the name of what is wrong', async (query) => {
  const { operator } = createTestCloud()
  const { request } = await operator()
  for (const list of ['cloudimages', 'images']) {
    const response = await request('GET', `/v2/${list}?${query}`)
    expect(response.status, list).toBe(400)
    const [name] = query.split(/[=_:]/)
    expect(JSON.stringify(await response.json())).toContain(name)
  }
})

test('`in:` takes a list, whose values may have commas in quotes', async () => {
  const { operator } = createTestCloud()
  const { get, imageNamed } = await operator()
  const names = ['rocky-9.6-2026.11', 'jump-host-2.0']
  const ids = await Promise.all(names.map(async (name) => (await imageNamed(name)).id))
  const found = async (field: string, value: string) => {
    const query = new URLSearchParams({ [field]: value })
    const { images } = await get<{ images: WireImage[] }>(`/v2/images?${query}`)
    return images.map(({ name }) => name).sort()
  }
  expect(await found('name', `in:${names}`)).toEqual(names.toSorted())
  expect(await found('name', `in:"${names[0]}","a,b"`)).toEqual([names[0]])
  expect(await found('id', `in:${ids}`)).toEqual(names.toSorted())
  expect(await found('id', `eq:${ids[0]}`)).toEqual([names[0]])
})

test('times are compared, in the seconds that an image tells', async () => {
  const { operator } = createTestCloud()
  const { get } = await operator()
  const list = async (query: Record<string, string>) =>
    (await get<{ images: WireImage[] }>(`/v2/cloudimages?${new URLSearchParams(query)}`)).images
  const all = await list({})
  const middle = all[Math.floor(all.length / 2)]?.created_at ?? ''
  const expected = {
    gt: (time: string) => time > middle,
    gte: (time: string) => time >= middle,
    lt: (time: string) => time < middle,
    lte: (time: string) => time <= middle,
    eq: (time: string) => time === middle,
    neq: (time: string) => time !== middle,
  }
  for (const [operator, fits] of Object.entries(expected))
    expect(await list({ created_at: `${operator}:${middle}` }), operator).toEqual(
      all.filter(({ created_at }) => fits(created_at ?? '')),
    )
  expect(await list({ created_at: middle })).toEqual(all.filter(({ created_at }) => created_at === middle))
})

test('a sort of several keys, each with its direction, is one that paging follows', async () => {
  const { operator } = createTestCloud()
  const { get } = await operator()
  type Page = { images: WireImage[]; next?: string }
  const { images } = await get<Page>('/v2/images?sort=status:asc,disk_format:desc,name&limit=1000')
  const keys = images.map((image) => [image.status, image.disk_format, image.name])
  const sorted = images
    .toSorted(
      (a, b) =>
        compare(a.status, b.status) || compare(b.disk_format, a.disk_format) || compare(b.name, a.name),
    )
    .map((image) => [image.status, image.disk_format, image.name])
  expect(keys).toEqual(sorted)
  const classic = await get<Page>(
    '/v2/images?sort_key=status&sort_dir=asc&sort_key=disk_format&sort_dir=desc&sort_key=name&sort_dir=desc&limit=1000',
  )
  expect(classic.images).toEqual(images)
  const paged: WireImage[] = []
  for (let path: string | undefined = '/v2/images?sort=status:asc,disk_format:desc,name&limit=7'; path; ) {
    const page: Page = await get(path)
    paged.push(...page.images)
    path = page.next
  }
  expect(paged).toEqual(images)
})

test('the native list has at most 1000 images a page, and is empty for a limit of 0', async () => {
  const { operator } = createTestCloud({ images: 1100 })
  const { get } = await operator()
  type Page = { images: WireImage[]; next?: string }
  const page = await get<Page>('/v2/images?limit=5000')
  expect(page.images).toHaveLength(1000)
  expect(page.next).toContain('limit=5000')
  expect(await get<Page>('/v2/images?limit=0')).toMatchObject({ images: [] })
})

test('a received image is listed by the status of its share, and shown in any status', async () => {
  const { operator } = createTestCloud()
  const { get, request, imageNamed, project } = await operator()
  const names = async (query: string) => {
    const { images } = await get<{ images: WireImage[] }>(`/v2/cloudimages?visibility=shared&${query}`)
    return images.filter((image) => image.owner !== project).map((image) => image.name)
  }
  expect(await names('member_status=pending')).toEqual(['acme-database-appliance'])
  expect(await names('member_status=rejected')).toEqual([])
  expect(await names('')).toEqual(['birch-hardened-ubuntu'])
  const pending = await imageNamed('acme-database-appliance')
  const shown = await request('GET', `/v2/images/${pending.id.toUpperCase()}`)
  expect(wireImage.parse(await shown.json())).toMatchObject({ id: pending.id, visibility: 'shared' })
})

test('an image of others is as good as unknown: Glance’s 404', async () => {
  const { operator, signIn } = createTestCloud()
  const { id } = await (await operator()).imageNamed('rocky-9.6-2026.11')
  const tenant = await signIn('tenant', 'tenant-001')
  const response = await tenant.request('GET', `/v2/images/${id}`)
  expect([response.status, await response.json()]).toMatchObject([404, { code: '404 Not Found' }])
})

test('the quota counts the images of the project', async () => {
  const { operator } = createTestCloud()
  const { get } = await operator()
  type Quota = { quotas: { resources: { type: string; used: number; quota: number }[] } }
  const { resources } = (await get<Quota>('/v1/cloudimages/quota')).quotas
  expect(resources.map(({ type }) => type)).toEqual(['image', 'image_shared', 'image_member'])
  expect(resources[0]?.used).toBeGreaterThan(resources[1]?.used ?? 0)
})
