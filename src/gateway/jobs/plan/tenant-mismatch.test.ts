import { expect, test } from 'vitest'
import type { Image } from '#contract/image'
import { createTenants } from './tenant-mismatch.ts'

const PROJECTS = [
  ...['acme-prod', 'acme-test', 'birch-prod', 'golden-images', 'debian-mirror', 'x1-prod'],
  ...Array.from({ length: 30 }, (_, n) => `customer-${n}`),
]
const image = (name: string, tags: string[] = [], os = 'Debian 12 64bit') => ({ name, tags, os }) as Image

test.each([
  ['acme-database-appliance', [], ['acme']],
  ['billing-3.1', ['tenant:acme', 'golden'], ['acme']],
  ['Birch_node', ['ACME'], ['birch', 'acme']],
  ['debian-12-minimal', ['golden'], []],
  ['golden-base', [], []],
  ['customer-portal', [], []],
  ['acmexyz', [], []],
])('%s with tags %j points at %j', (name, tags, expected) => {
  expect(createTenants(PROJECTS).namedBy(image(name, tags))).toEqual(expected)
})

test('a project belongs to the tenant that its name begins with', () => {
  const { tenantOf } = createTenants(PROJECTS)
  expect(['acme-test', 'Acme Prod', 'customer-3', 'other', ''].map(tenantOf)).toEqual([
    'acme',
    'acme',
    '',
    '',
    '',
  ])
})
