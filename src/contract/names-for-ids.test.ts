import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findNamesForIds, nameForIdText } from './names-for-ids.ts'

const TEAM = '9c61004714024f9586705d090530f9fa'
const own = { id: '0e'.repeat(16), name: 'golden-images' }
const of = (id: string, name: string, ...sources: ('account' | 'book' | 'history')[]) => ({
  id,
  name,
  sources,
})
const known = [of(TEAM, 'team-01', 'account'), of('team-02', 'Team two', 'book'), of('old', '', 'history')]
const find = (texts: string[], more: typeof known = [], historyCounts = false) =>
  findNamesForIds(texts, { known: [...known, ...more], own, historyCounts })

describe('a name in place of an ID', () => {
  test('is found in any case, and the own project has a name too', () => {
    expect(find([TEAM, 'Team-01', 'golden-images', 'unheard-of'])).toEqual([
      { text: 'Team-01', ids: [TEAM] },
      { text: 'golden-images', ids: [own.id] },
    ])
  })

  test('is none where it is an ID as well', () => {
    expect(find(['team-02'], [of('other', 'team-02', 'account')])).toEqual([])
  })

  test('is one although a job was given it for an ID before, unless that is to be taken back', () => {
    const mistake = [of('team-01', '', 'history')]
    expect(find(['team-01'], mistake)).toEqual([{ text: 'team-01', ids: [TEAM] }])
    expect(find(['team-01'], mistake, true)).toEqual([])
  })

  test('says the ID, or all of several', () => {
    expect(find(['team-01']).map(nameForIdText)).toEqual([
      `“team-01” is the name of a project. Its ID is ${TEAM}.`,
    ])
    expect(find(['team-01'], [of('twin', 'TEAM-01', 'book')]).map(nameForIdText)).toEqual([
      `“team-01” is the name of 2 projects. Their IDs are ${TEAM}, twin.`,
    ])
  })

  test('is never an ID of the list, whatever its projects are called', () => {
    const recipients = fc.uniqueArray(
      fc.record({
        id: fc.stringMatching(/^[a-c]{1,3}$/),
        name: fc.stringMatching(/^[a-cA-C]{0,3}$/),
        sources: fc.constantFrom(['account'] as const, ['book'] as const),
      }),
      { selector: ({ id }) => id },
    )
    fc.assert(
      fc.property(recipients, fc.array(fc.stringMatching(/^[a-c]{1,3}$/)), (list, texts) => {
        const projects = list.map((one) => ({ ...one, sources: [...one.sources] }))
        for (const { text, ids } of findNamesForIds(texts, { known: projects, own, historyCounts: false })) {
          expect(projects.some(({ id }) => id === text)).toBe(false)
          for (const id of ids)
            expect(projects.find((one) => one.id === id)?.name.toLowerCase()).toBe(text.toLowerCase())
        }
      }),
    )
  })
})
