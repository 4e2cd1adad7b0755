import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

const stub = (platform: string, name: string) =>
  join(import.meta.dirname, 'integrations', platform, 'stubs', `${name}.cjs`)
const long = process.env.AMENDS_LONG === '1'
/** Minutes each: `npm run test:operate`, which CI runs too. */
const operate = long || process.env.AMENDS_OPERATE === '1'

export default defineConfig({
  // vitest does not read wrangler's aliases.
  resolve: {
    alias: { '@slack/socket-mode': stub('slack', 'socket-mode'), express: stub('slack', 'express') },
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: [
      '**/node_modules/**',
      ...(long ? [] : ['**/*.long.test.ts']),
      ...(operate ? [] : ['test/operate/**']),
    ],
    globalSetup: './test/setup/global.ts',
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    server: { deps: { inline: [/@slack\/bolt/] } },
  },
})
