import { execFile, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify, stripVTControlCharacters } from 'node:util'
import { launchBrowser } from '../../dev/browser.ts'
import { freePort } from '../../dev/ports.ts'
import { stopPostgres } from '../../dev/postgres.ts'
import { end } from '../../dev/processes.ts'

const root = join(import.meta.dirname, '../..')
/** A page or a message may take this long on a busy machine. */
export const WAIT = 45_000

/** The steps of a section of README, each as one line. */
export const readmeTour = (heading = 'Try it in five minutes'): string[] => {
  const section = readFileSync(join(root, 'README.md'), 'utf8').split(`### ${heading}\n`)[1] ?? ''
  const steps = section.split(/\n##+ /)[0]!.match(/^\d+\. .+$/gm) ?? []
  return steps.map((line) => line.replace(/^\d+\. /, ''))
}

/** What `npm start` brings up, in a folder and on ports of its own, and a browser to walk through it. */
export const startTour = async (...flags: string[]) => {
  const home = mkdtempSync(join(tmpdir(), 'amends-tour-'))
  chmodSync(home, 0o755) // PostgreSQL runs as another user where we are root
  const names = ['EDGE_PORT', 'INBOX_PORT', 'SMTP_PORT', 'SLACK_PORT', 'POSTGRES_PORT']
  const ports = await Promise.all(names.map(async (name) => [name, String(await freePort())]))
  const env: NodeJS.ProcessEnv = { ...process.env, ...Object.fromEntries(ports), AMENDS_HOME: home }
  delete env.DATABASE_URL
  const child = spawn(process.execPath, ['dev/start.ts', ...flags], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const atExit = () => child.kill('SIGTERM')
  process.once('exit', atExit)
  const stopProduct = async () => {
    await end(child.pid!, ['SIGTERM', 'SIGKILL'], 30_000)
    await stopPostgres(join(home, 'postgres')) // a launcher that was killed leaves it behind
    process.off('exit', atExit)
    rmSync(home, { recursive: true, force: true, maxRetries: 5 })
  }
  let said = ''
  const ready = new Promise<void>((resolve, reject) => {
    const hear = (part: Buffer) => {
      said += stripVTControlCharacters(String(part))
      if (/^ready$/m.test(said)) resolve()
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.once('exit', () => reject(new Error(`npm start ended:\n${said}`)))
  })
  const browser = await ready.then(launchBrowser).catch(async (error) => {
    await stopProduct()
    throw error
  })
  const context = await browser.newContext({ viewport: { width: 1280, height: 1000 }, locale: 'en-GB' })
  context.setDefaultTimeout(WAIT)
  const printed = (pattern: RegExp): string => {
    const found = pattern.exec(said)?.[1]
    if (!found) throw new Error(`npm start printed no ${pattern}:\n${said}`)
    return found
  }
  return {
    context,
    edge: printed(/^ +edge +(http\S+)/m),
    inbox: printed(/^ +mail inbox +(http\S+)/m),
    slack: printed(/^ +local Slack +(http\S+)/m),
    curl: printed(/^(curl [\s\S]*?)\n\nready$/m),
    /** A command as it would be typed in this folder. */
    type: async (command: string) =>
      (await promisify(execFile)('sh', ['-c', command], { cwd: root, env })).stdout,
    /** For a step that failed: what each open page shows, and what the Workers said last. */
    tell: async () => {
      for (const page of context.pages())
        console.log(page.url(), (await page.locator('body').innerText({ timeout: 5000 })).slice(0, 1500))
      console.log(readFileSync(printed(/Workers' log (\S+)/), 'utf8').slice(-4000))
    },
    stop: async () => {
      await browser.close()
      await stopProduct()
    },
  }
}
export type Tour = Awaited<ReturnType<typeof startTour>>
