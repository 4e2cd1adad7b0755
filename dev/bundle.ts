import { cpSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { build, type Plugin } from 'esbuild'

export const root = resolve(import.meta.dirname, '..')

/** What ops leaves out for Workers is left out on a server too; the set-up's file is read here, so `yaml` stays. */
const aliases = (): Record<string, string> => {
  const [, section = ''] = readFileSync(join(root, 'wrangler.ops.toml'), 'utf8').split('[alias]\n')
  const lines = section.split('\n\n')[0]!.matchAll(/^"([^"]+)" = "([^"]+)"$/gm)
  return Object.fromEntries(
    [...lines].map(([, name, file]) => [name!, join(root, file!)]).filter(([name]) => name !== 'yaml'),
  )
}

/** Of these names alone, as wrangler has it: esbuild's own aliases are of `zod/v4` too where `zod` is named. */
const exactly = (files: Record<string, string>): Plugin => ({
  name: 'alias',
  setup({ onResolve }) {
    onResolve({ filter: /./ }, ({ path }) =>
      Object.hasOwn(files, path) ? { path: files[path]! } : undefined,
    )
  },
})

/**
 * The product for a server, in one folder that needs Node and nothing else: serve.js, cli.js, the migrations. Gives its
 * size, and the files that were read for it, as seen from `root`.
 */
export const bundle = async (out: string): Promise<{ bytes: number; files: string[] }> => {
  rmSync(out, { recursive: true, force: true })
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: { serve: 'src/node.ts', cli: 'src/cli.ts' },
    outdir: out,
    bundle: true,
    splitting: true,
    // Names stay: they are part of what is logged. To mangle and restore them makes each start slower
    minifySyntax: true,
    minifyWhitespace: true,
    metafile: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx',
    plugins: [exactly(aliases())],
    // CommonJS inside: what those files ask of Node
    banner: {
      js: "import { createRequire as amendsRequire } from 'node:module'; const require = amendsRequire(import.meta.url);",
    },
    logLevel: 'warning',
  })
  // Snapshots are what the next migration is generated from
  const needed = (file: string) => !file.endsWith('_snapshot.json')
  cpSync(join(root, 'db', 'migrations'), join(out, 'migrations'), { recursive: true, filter: needed })
  writeFileSync(join(out, 'package.json'), '{ "type": "module", "private": true }\n')
  const bytes = readdirSync(out, { recursive: true, encoding: 'utf8' })
    .map((name) => statSync(join(out, name)))
    .reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0)
  return { bytes, files: Object.keys(metafile.inputs) }
}

if (import.meta.filename === process.argv[1]) {
  const { values } = parseArgs({ options: { out: { type: 'string', default: 'dist' } } })
  const { bytes } = await bundle(resolve(values.out))
  console.log(
    `${values.out}: ${(bytes / 1024 / 1024).toFixed(1)} MiB: serve.js, cli.js, migrations. It needs Node 22.12 or newer, and no node_modules.`,
  )
}
