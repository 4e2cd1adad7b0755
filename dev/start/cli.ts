import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { root } from '../workers/configure.ts'

/** Runs the product's own command line, as an administrator would; what it says comes back. */
export const cli = async (args: string[], env: Record<string, string>): Promise<string> =>
  (await run([join('dev', 'launch.mjs'), 'cli', ...args], env)).said

/** What a program wrote to stdout, and to stderr though it went well. */
export type Ran = { said: string; complained: string }

/** Runs a program of ours to its end; what it says comes back. */
export const program = (file: string, env: Record<string, string>): Promise<Ran> =>
  run(['--import', 'tsx', file], env)

async function run(args: string[], env: Record<string, string>): Promise<Ran> {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const atExit = () => child.kill('SIGKILL')
  process.once('exit', atExit)
  let said = ''
  let complained = ''
  child.stdout.on('data', (part: Buffer) => {
    said += part
  })
  child.stderr.on('data', (part: Buffer) => {
    complained += part
  })
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve)
  })
  process.off('exit', atExit)
  if (code !== 0) throw new Error(`"${args.join(' ')}" failed:\n${complained || said}`)
  return { said, complained }
}
