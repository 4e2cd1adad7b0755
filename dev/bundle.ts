import { cpSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { build } from 'esbuild'
import { root } from './workers/configure.ts'

/** What ops leaves out for Workers is left out on a server too; the set-up's file is read here, so `yaml` stays. */
const aliases = (): Record<string, string> => {
  const [, section = ''] = readFileSync(join(root, 'wrangler.ops.toml'), 'utf8').split('[alias]\n')
  const lines = section.split('\n\n')[0]!.matchAll(/^"([^"]+)" = "([^"]+)"$/gm)
  return Object.fromEntries(
    [...lines].map(([, name, file]) => [name!, join(root, file!)]).filter(([name]) => name !== 'yaml'),
  )
}

/** The product for a server, in one folder that needs Node and nothing else: serve.js, cli.js, the migrations. */
export const bundle = async (out: string): Promise<number> => {
  rmSync(out, { recursive: true, force: true })
  await build({
    absWorkingDir: root,
    entryPoints: { serve: 'src/node.ts', cli: 'src/cli.ts' },
    outdir: out,
    bundle: true,
    splitting: true,
    minify: true,
    // Names are part of what is logged
    keepNames: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx',
    alias: aliases(),
    // CommonJS inside: what those files ask of Node
    banner: {
      js: "import { createRequire as amendsRequire } from 'node:module'; const require = amendsRequire(import.meta.url);",
    },
    logLevel: 'warning',
  })
  cpSync(join(root, 'db', 'migrations'), join(out, 'migrations'), { recursive: true })
  writeFileSync(join(out, 'package.json'), '{ "type": "module", "private": true }\n')
  return readdirSync(out, { recursive: true, encoding: 'utf8' })
    .map((name) => statSync(join(out, name)))
    .reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0)
}

if (import.meta.filename === process.argv[1]) {
  const { values } = parseArgs({ options: { out: { type: 'string', default: 'dist' } } })
  const bytes = await bundle(resolve(values.out))
  console.log(
    `${values.out}: ${(bytes / 1024 / 1024).toFixed(1)} MiB: serve.js, cli.js, migrations. It needs Node 22.12 or newer, and no node_modules.`,
  )
}
