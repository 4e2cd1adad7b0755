import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { startPlayground } from '../../dev/emulators/teams/playground.ts'
import { answers, freePort } from '../../dev/ports.ts'
import { isAlive } from '../../dev/processes.ts'

const folder = mkdtempSync(join(tmpdir(), 'amends-playground-'))
const config = join(folder, 'config.yml')
writeFileSync(config, '{}')
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }))

const until = async (what: () => Promise<boolean> | boolean, seconds: number) => {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(100))
    if (await what()) return true
  return false
}

test('a Playground that is too slow to start is ended, and its port is free', async () => {
  const port = await freePort()
  const started = startPlayground({
    port,
    endpoint: 'http://127.0.0.1:1/messages',
    config,
    folder,
    seconds: 0.3,
  })
  await expect(started).rejects.toThrow(/did not answer on port \d+ within 0\.3 s: see .*playground\.out/)
  // Left running it would answer by then
  expect(await until(() => answers(port), 12)).toBe(false)
})

test('a Playground ends with its launcher, even one that is killed', async () => {
  const port = await freePort()
  const module = resolve(import.meta.dirname, '../../dev/emulators/teams/playground.ts')
  const script = join(folder, 'launch.mts')
  const options = { port, endpoint: 'http://127.0.0.1:1/messages', config, folder, seconds: 120 }
  writeFileSync(
    script,
    `import { startPlayground } from ${JSON.stringify(module)}
const made = await startPlayground(${JSON.stringify(options)})
console.log(made.pid)
setInterval(() => {}, 1000)`,
  )
  const launcher = spawn(process.execPath, ['--import', 'tsx', script], {
    cwd: resolve(import.meta.dirname, '../..'),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  launcher.stdout.on('data', (part: Buffer) => {
    said += part
  })
  expect(await until(() => /\d+/.test(said), 120)).toBe(true)
  expect(await answers(port)).toBe(true)
  process.kill(launcher.pid!, 'SIGKILL')
  expect(await until(async () => !(await answers(port)), 20)).toBe(true)
  expect(isAlive(Number(said))).toBe(false)
})
