import { expect, test } from 'vitest'
import { uprightNames } from './names.ts'

test('the account is left out of a name only where it stands over it', () => {
  const of = (name: string, head: string) => ({ id: 'abcdefghij', name, head })
  expect(
    uprightNames([
      of('acme-dev', 'acme'),
      of('acme-prod', 'acme'),
      of('birch-dev', 'birch'),
      of('', 'group'),
      of('cedar-dev', 'group'),
    ]),
  ).toEqual(['dev', 'prod', 'birch-dev', 'abcdefgh', 'cedar-dev'])
})
