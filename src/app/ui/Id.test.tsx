// @vitest-environment happy-dom
import { cleanup, render } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { Id } from './Id.tsx'

afterEach(cleanup)

const HEX = '9c61004714024f9586705d090530f9fa'
const codeOf = (id: string, mark?: { from: number; to: number }) =>
  render(<Id id={id} mark={mark} />).container.querySelector('code')
const groups = (code: Element | null) =>
  [...(code?.querySelectorAll('span') ?? [])].map(({ textContent }) => textContent)

it('a long ID stands in groups of eight, and its text is the ID without a space', () => {
  const code = codeOf(HEX)
  expect(groups(code)).toEqual(['9c610047', '14024f95', '86705d09', '0530f9fa'])
  expect(code?.textContent).toBe(HEX)
})

it.each(['d164b5df-1bc3-4c3f-893e-3e471fd16e64', 'fault-pair', 'CONSOLE.NOT_CONFIRMED'])(
  '%s stays in one piece: it has dashes, is short, or is a code',
  (text) => expect(groups(codeOf(text))).toEqual([text]),
)

it('a marked stretch is boxed, also across two groups', () => {
  const code = codeOf(HEX, { from: 7, to: 9 })
  expect([...(code?.querySelectorAll('mark') ?? [])].map(({ textContent }) => textContent)).toEqual([
    '7',
    '1',
  ])
  expect(code?.textContent).toBe(HEX)
})
