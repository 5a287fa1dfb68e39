import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MAX_ADDRESS, packIds, planAddress, unpackIds } from './plan-address.ts'

const hex = (length: number) =>
  fc
    .array(fc.constantFrom(...'0123456789abcdef'), { minLength: length, maxLength: length })
    .map((all) => all.join(''))
const project = hex(32)
const image = hex(32).map((id) => id.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'))
const odd = fc.stringMatching(/^[a-zA-Z0-9-]{1,64}$/)

describe('IDs in an address', () => {
  it('come back as they were, whatever their form and number', () => {
    const lists = fc.oneof(
      fc.array(project),
      fc.array(image),
      fc.array(odd),
      fc.array(fc.oneof(project, image, odd)),
    )
    fc.assert(
      fc.property(lists, (ids) => {
        expect(unpackIds(packIds(ids))).toEqual(ids)
      }),
    )
    fc.assert(
      fc.property(fc.array(project, { minLength: 30, maxLength: 300 }), (ids) => {
        expect(unpackIds(packIds(ids))).toEqual(ids)
      }),
    )
  })

  it('are readable when there are few, and short when there are many', () => {
    expect(packIds(['a', 'b'])).toBe('a,b')
    const many = Array.from({ length: 300 }, (_, n) => `${n}`.padStart(32, '0'))
    expect(packIds(many).length).toBeLessThan(6500)
  })

  it('are none when they cannot be read', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => unpackIds(`~p${text}`)).not.toThrow()
      }),
    )
    expect(unpackIds(undefined)).toEqual([])
    expect(unpackIds('~p')).toEqual([])
  })
})

describe('the address of a plan', () => {
  it('has what is filled in, and nothing else', () => {
    expect(planAddress({ images: ['a'], projects: [], reason: 'CHG-1' })).toEqual({
      images: 'a',
      reason: 'CHG-1',
    })
  })
  it('is none when it would be too long to send', () => {
    const projects = Array.from({ length: MAX_ADDRESS / 20 }, (_, n) => `${n}`.padStart(32, '0'))
    expect(planAddress({ images: ['a'], projects, reason: '' })).toBeNull()
  })
})
