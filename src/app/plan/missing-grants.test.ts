import { expect, test } from 'vitest'
import { packOutcomes } from '#contract/pair'
import { missingGrants } from './missing-grants.ts'

const project = (id: string, accountId: string) => ({ id, name: '', accountId, seen: [] })

test('an account is named once, for each of its recipients that lack a grant on some image', () => {
  const images = [
    { outcomes: packOutcomes(['absent', 'noGrant', 'absent', 'grantUnknown']) },
    { outcomes: packOutcomes(['absent', 'absent', 'noGrant', 'noPlace']) },
  ]
  const projects = [project('a', 'one'), project('b', 'two'), project('c', 'two'), project('d', 'three')]
  expect(missingGrants(images, projects)).toEqual({ accounts: ['two'], recipients: 2 })
})
