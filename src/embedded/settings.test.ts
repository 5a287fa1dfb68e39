import { expect, test } from 'vitest'
import { readSettings } from './settings.ts'

test('the simulator listens on 8081 of this machine unless told', () => {
  const settings = { port: 8081, host: '127.0.0.1', folder: 'data', images: undefined }
  expect(readSettings({})).toEqual(settings)
  expect(readSettings({ PORT: '', HOST: '', DATA_DIR: '', EMBEDDED_IMAGES: '' })).toEqual(settings)
  expect(readSettings({ PORT: '0', HOST: '::1', DATA_DIR: '/d', EMBEDDED_IMAGES: '10000' })).toEqual({
    port: 0,
    host: '::1',
    folder: '/d',
    images: 10_000,
  })
})

test.each([
  ['PORT', 'abc'],
  ['PORT', '65536'],
  ['PORT', '-1'],
  ['EMBEDDED_IMAGES', '0'],
  ['EMBEDDED_IMAGES', '1e3'],
])('%s %s is refused by name', (name, value) => {
  expect(() => readSettings({ [name]: value })).toThrow(new RegExp(`^${name} must be a whole number, `))
})
