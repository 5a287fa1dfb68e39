import { readFileSync, statSync } from 'node:fs'
import { expect, test } from 'playwright/test'

const APP = new URL('../dist/app/', import.meta.url)

/** Scripts and styles that the start page names, and all that these import before they run. */
function filesOfTheForm(): string[] {
  const page = readFileSync(new URL('index.html', APP), 'utf8')
  const files = new Set(page.match(/assets\/[\w.-]+\.(?:js|css)/g))
  for (const file of files)
    if (file.endsWith('.js'))
      for (const [, name] of readFileSync(new URL(file, APP), 'utf8').matchAll(
        /(?:from|import)\s*["']\.\/([\w.-]+\.js)["']/g,
      ))
        files.add(`assets/${name}`)
  return [...files]
}

test('what has to arrive before the form can be used is at most 190 kB', () => {
  const files = filesOfTheForm()
  expect(files.length).toBeGreaterThan(2)
  const sizes = files.map((file) => statSync(new URL(`${file}.br`, APP)).size)
  expect(sizes.reduce((sum, size) => sum + size)).toBeLessThanOrEqual(190_000)
})
