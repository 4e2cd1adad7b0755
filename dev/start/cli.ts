import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { root } from '../workers/configure.ts'

/** Runs the product's own command line, as an administrator would; what it says comes back. */
export const cli = (args: string[], env: Record<string, string>): Promise<string> =>
  run([join('dev', 'launch.mjs'), 'cli', ...args], env)

/** Runs a program of ours to its end; what it says comes back. */
export const program = (file: string, env: Record<string, string>): Promise<string> =>
  run(['--import', 'tsx', file], env)

async function run(args: string[], env: Record<string, string>): Promise<string> {
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
  return said
}
