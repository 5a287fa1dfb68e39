import { expect, it } from 'vitest'
import type { Pair } from '#contract/pair'
import { pairsToTable } from './pairs-to-table.ts'

const pair: Pair = {
  image: 0,
  project: 0,
  state: 'failed',
  claim: 'failed',
  present: false,
  code: 'IMG.0112',
  message: 'no',
  readAt: 1,
  unproven: false,
  withdrawn: false,
  confirmed: null,
  earlier: [],
}

it('copied pairs are a table that a spreadsheet takes, and runs nothing of', () => {
  const job = {
    action: 'share' as const,
    images: [{ id: 'i1', name: '=cmd()' }],
    projects: [{ id: 'p1', name: 'ac\tme' }],
  }
  expect(pairsToTable(job, [pair]).split('\n')).toEqual([
    'Image\tImage ID\tProject\tProject ID\tResult\tCode\tCloud’s claim\tRead back',
    "'=cmd()\ti1\tac me\tp1\tFailed\tIMG.0112\tFailed\tNot a member",
  ])
})
