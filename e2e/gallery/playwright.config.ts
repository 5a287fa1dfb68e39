import { defineConfig } from 'playwright/test'
import config from '../playwright.config.ts'

/** Pictures of the built console (`npm run gallery`): of every page and state, and the two of the README. */
export default defineConfig({
  ...config,
  testDir: '.',
  testIgnore: [],
  outputDir: '../../test-results',
  timeout: 120_000,
})
