import { join } from 'node:path'
import { run } from './cli/run.ts'

process.exitCode = await run(process.argv.slice(2), {
  env: process.env,
  cwd: process.cwd(),
  localEnv: join(process.env.AMENDS_HOME || join(import.meta.dirname, '../.amends'), 'env'),
  now: () => new Date(),
  out: (line) => console.log(line),
  err: (line) => console.error(line),
})
