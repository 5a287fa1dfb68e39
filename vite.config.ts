import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [react()],
  test: {
    include: ['src/**/*.test.{ts,tsx}'],
    // Component tests ask for a DOM themselves with `// @vitest-environment happy-dom`.
    environment: 'node',
  },
})
