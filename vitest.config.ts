import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

const stub = (platform: string, name: string) =>
  join(import.meta.dirname, 'integrations', platform, 'stubs', `${name}.cjs`)
const long = process.env.AMENDS_LONG === '1'
/** Minutes each: `npm run test:operate`, which CI runs too. */
const operate = long || process.env.AMENDS_OPERATE === '1'

/** They set the environment before they load the product, or start and kill programs of their own. */
const own = ['test/integration/startKeeps.test.ts', 'test/unit/devPlayground.test.ts']
const tests = (folder: string) => [`test/${folder}/**/*.test.{ts,tsx}`]

export default defineConfig({
  // vitest does not read wrangler's aliases.
  resolve: {
    alias: { '@slack/socket-mode': stub('slack', 'socket-mode'), express: stub('slack', 'express') },
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    exclude: [
      '**/node_modules/**',
      ...(long ? [] : ['**/*.long.test.ts']),
      ...(operate ? [] : ['test/operate/**']),
    ],
    globalSetup: './test/setup/global.ts',
    pool: 'forks',
    // Half of what these tests take is waiting for servers, browsers and the product's own clock
    maxWorkers: 4,
    // For what hangs: a machine may be slow, and what takes long is measured elsewhere
    testTimeout: 240_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 60_000 } },
    server: { deps: { inline: [/@slack\/bolt/] } },
    projects: [
      // One process for many files: to start one and read the product in it takes longer than most of them run
      {
        extends: true,
        test: { name: 'together', include: tests('{unit,integration}'), exclude: own, isolate: false },
      },
      { extends: true, test: { name: 'alone', include: [...tests('!({unit,integration})'), ...own] } },
    ],
  },
})
