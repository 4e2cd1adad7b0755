/**
 * Runs a command and dies with the process that started it: when standard input closes, which a killed parent
 * can't prevent, the whole process group ends. Without it a killed launcher leaves a workerd on the port.
 */
import { spawn } from 'node:child_process'

const [command, ...args] = process.argv.slice(2)
const child = spawn(command!, args, { stdio: ['ignore', 'inherit', 'inherit'] })
child.once('error', (error) => {
  console.error(error.message)
  process.exit(1)
})
child.once('exit', (code) => process.exit(code ?? 1))
process.once('SIGTERM', () => {}) // the group got it too; leave when the child has left
const end = () => process.kill(-process.pid, 'SIGKILL')
process.stdin.resume().once('end', end).once('error', end)
