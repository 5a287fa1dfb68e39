import { defineConfig } from 'playwright/test'
import { BROWSER_ARGS, findBrowser } from '#testing/browser'

/** Browser tests of the built output. Fixtures start the worlds, so there is no server to configure here. */
export default defineConfig({
  testDir: '.',
  // They need a cloud (`npm run test:openstack`), or make pictures (`npm run gallery`).
  testIgnore: ['openstack/**', 'gallery/**'],
  outputDir: '../test-results',
  // Nothing is timed: a busy machine is not a red test.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  workers: 2,
  fullyParallel: true,
  retries: 0,
  forbidOnly: true,
  reporter: [['list']],
  use: {
    browserName: 'chromium',
    headless: true,
    launchOptions: { executablePath: findBrowser(), args: [...BROWSER_ARGS] },
    // Recording costs a third of the time. To look into a failure: `--trace retain-on-failure`.
    trace: 'off',
  },
})
