import { expect, test } from 'vitest'
import { newRecipient } from '#testing/new-recipient'
import { matches, textIndex } from '../../ui/select/text-index.ts'
import { PROJECTS, projectChoices } from './project-choices.ts'

const recipient = (id: string, groups: string[]) => newRecipient({ id, name: `tenant ${id}`, groups })
const choices = projectChoices([
  recipient('a', ['silver', 'gold']),
  recipient('b', []),
  recipient('c', ['gold']),
])

test('groups come first, by name, with their members', () => {
  expect(choices.map(PROJECTS.nameOf)).toEqual([
    ...['Group gold', 'Group silver', 'tenant a', 'tenant b', 'tenant c'],
  ])
  expect(choices.map((choice) => PROJECTS.membersOf?.(choice))).toEqual([
    ...[['a', 'c'], ['a'], null, null, null],
  ])
})

test('a search for a group finds the group and its members', () => {
  const index = textIndex(choices, PROJECTS.textOf)
  expect(matches(index, 'gold')).toEqual([0, 2, 4])
  expect(matches(index, 'group gold')).toEqual([0])
})

test('the ID of a group is never the ID of a project', () =>
  expect(PROJECTS.idOf({ group: 'gold', members: [] })).not.toMatch(/^[a-zA-Z0-9-]+$/))
