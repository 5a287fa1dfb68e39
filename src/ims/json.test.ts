import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isPlainText, JsonRefused, parseAnswer, parseJson, toPlainJson, toPlainText } from './json.ts'

/*
 * The story: a recipient was saved with the name "a\ud800b", half of a surrogate pair. The database kept it and then
 * ended the process at each attempt to read it, also after every new start.
 */
test.each(['{"name":"a\\ud800b"}', '["\\uDFFF"]', '{"\\udead":1}', '[{"name":"a\\u0000"}]', '["a\0b"]'])(
  'JSON with text that no store can keep is refused: %j',
  (text) => {
    expect(() => parseJson(text)).toThrow(JsonRefused)
  },
)

test('an answer of a cloud with such text is read with the replacement character in its place', () => {
  expect(parseAnswer('{"name":"a\\ud800b\\u0000","well":"\\ud83d\\ude00"}')).toEqual({
    name: 'a\uFFFDb\uFFFD',
    well: '😀',
  })
})

test('what is written as JSON has only plain text, and stays as it is where it has that already', () => {
  expect(toPlainJson([{ name: 'a\ud800\0' }])).toBe('[{"name":"a\uFFFD\uFFFD"}]')
  expect(toPlainJson({ name: '😀 \\u0000' })).toBe('{"name":"😀 \\\\u0000"}')
})

test('backslashes before a "u" are no escape, and whole pairs are well formed', () => {
  expect(parseJson(String.raw`["\\ud800", "\ud83d\ude00"]`)).toEqual([String.raw`\ud800`, '😀'])
})

test('what is read is what JSON.parse reads, whenever its texts are plain', () => {
  fc.assert(
    fc.property(fc.json({ stringUnit: 'binary' }), (text) => {
      const value: unknown = JSON.parse(text)
      const texts: string[] = []
      JSON.parse(text, (name, inner) => {
        texts.push(name)
        if (typeof inner === 'string') texts.push(inner)
        return inner
      })
      if (texts.every(isPlainText)) expect(parseJson(text)).toEqual(value)
      else expect(() => parseJson(text)).toThrow(JsonRefused)
    }),
  )
})

test('plain text stays as it is, and all other becomes plain', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) }), (text) => {
      expect(isPlainText(toPlainText(text))).toBe(true)
      expect(toPlainText(text) === text).toBe(isPlainText(text))
    }),
  )
})

test('12 MB of opening brackets, or of empty values, are refused without being read', () => {
  const size = 12 * 1024 * 1024
  expect(() => parseJson('['.repeat(size))).toThrow('nested')
  expect(() => parseJson(`[${'{},'.repeat(size / 3)}{}]`)).toThrow('values')
  expect(() => parseJson(`"${'[,'.repeat(size / 2)}"`)).not.toThrow()
})

test.each(['', '{', '{"a":}', 'nothing'])('what is no JSON is refused: %j', (text) => {
  expect(() => parseJson(text)).toThrow('is not valid JSON')
})
