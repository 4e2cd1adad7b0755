import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { answers, freePort } from '../dev/ports.ts'
import { end, startBackground } from '../dev/processes.ts'
import { wrangler } from '../dev/workers/wrangler.ts'
import { TOKEN_KEY } from './links.ts'

/** Ops is only woken here: its sends are no part of an answer. */
const OPS = 'export default { fetch: () => Response.json({ metadata: {} }) }'

const DATE = /^compatibility_date = "(.+)"$/m.exec(readFileSync('wrangler.toml', 'utf8'))![1]!

/** Edge as it is deployed, in workerd itself: `wrangler dev` would take most of the time. */
export async function startEdge(folder: string, databasePort: number) {
  await wrangler(['deploy', '--dry-run', '--minify', '-c', 'wrangler.toml', '--outdir', join(folder, 'edge')])
  copyFileSync(join(folder, 'edge', 'edge.js'), join(folder, 'edge.js'))
  writeFileSync(join(folder, 'ops.js'), OPS)
  const port = await freePort()
  const bindings = [
    '(name = "PUBLIC_URL", text = "http://127.0.0.1:8787")',
    `(name = "TOKEN_KEY", text = "${TOKEN_KEY}")`,
    '(name = "OPS", service = "ops")',
    '(name = "WAKE", queue = "ops")',
    '(name = "HYPERDRIVE", hyperdrive = (designator = "postgres", database = "amends", user = "amends", password = "amends", scheme = "postgresql"))',
  ]
  const worker = (name: string, rest = '') =>
    `(name = "${name}", worker = (modules = [(name = "${name}.js", esModule = embed "${name}.js")],
      compatibilityDate = "${DATE}", compatibilityFlags = ["nodejs_compat"]${rest}))`
  writeFileSync(
    join(folder, 'config.capnp'),
    `using Workerd = import "/workerd/workerd.capnp";
    const config :Workerd.Config = (services = [${worker('edge', `, bindings = [${bindings.join(', ')}]`)}, ${worker('ops')},
      (name = "postgres", external = (address = "127.0.0.1:${databasePort}", tcp = ()))],
    sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "edge")]);`,
  )
  const workerd = createRequire(import.meta.url).resolve('workerd')
  const pid = await startBackground(
    [join(dirname(workerd), '..', 'bin', 'workerd'), 'serve', join(folder, 'config.capnp')],
    { cwd: folder, env: {}, logFile: join(folder, 'workerd.log'), ready: () => answers(port) },
  )
  if (!pid) throw new Error(`workerd says: ${readFileSync(join(folder, 'workerd.log'), 'utf8')}`)
  return { port, pid, stop: () => end(pid, ['SIGKILL']) }
}
