import { defineConfig } from 'playwright/test'
import config from '../playwright.config.ts'

/** Browser tests on a real cloud: one after the other, as they share it. */
export default defineConfig({
  ...config,
  testDir: '.',
  testIgnore: [],
  workers: 1,
  outputDir: '../../test-results',
  timeout: 180_000,
})
