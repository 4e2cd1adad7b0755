import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import postgres from 'postgres'
import { migrate } from '../../db/migrate.ts'
import { startLocalSlack } from '../emulators/slack/server.ts'
import { startInbox } from '../mail.ts'
import { startPostgres } from '../postgres.ts'
import { cli } from '../start/cli.ts'
import { peopleOf } from '../start/people.ts'
import { root } from '../workers/configure.ts'
import { startWorkers } from '../workers.ts'

const organisation = join(root, 'organisation.yaml')
const secret = (what: string) => `${what} of the pictures, thirty-two characters and more`

/** The example organisation on parts of its own, on free ports; nothing of it is kept. */
export async function startStage() {
  const people = peopleOf(organisation)
  const folder = mkdtempSync(join(tmpdir(), 'amends-pictures-'))
  const database = await startPostgres({ fast: true })
  await migrate(database.url)
  const inbox = await startInbox()
  const slack = await startLocalSlack({
    signingSecret: secret('signing secret'),
    botToken: 'xoxb-pictures',
    ...people,
  })
  const env = {
    DATABASE_URL: database.url,
    TOKEN_KEY: secret('token key'),
    LOCAL_TICK_KEY: secret('tick key'),
    SLACK_SIGNING_SECRET: secret('signing secret'),
    SLACK_BOT_TOKEN: 'xoxb-pictures',
    SLACK_API_URL: `${slack.url}/api/`,
    SMTP_URL: inbox.smtpUrl,
  }
  let text = readFileSync(organisation, 'utf8').replace(/window:.*/, 'window: { from: "00:00", to: "24:00" }')
  const apply = async (yaml: string) => {
    writeFileSync(join(folder, 'organisation.yaml'), yaml)
    await cli(['apply', join(folder, 'organisation.yaml')], env)
  }
  await apply(text)
  const said = await cli(['keys', 'create', 'pictures', '--scope', 'contacts:write'], env)
  const key = /amends_[\w-]+/.exec(said)![0]
  const workers = await startWorkers({ databaseUrl: database.url, env, built: true })
  slack.setTarget(`${workers.url}/slack/interactions`)
  const sql = postgres(database.url, { max: 1, onnotice: () => {} })

  return {
    url: workers.url,
    inbox,
    slack,
    async contact(body: object): Promise<void> {
      const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
      const answer = await fetch(`${workers.url}/v1/contacts`, {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
      })
      if (answer.status !== 202) throw new Error(`${answer.status} ${await answer.text()}`)
    },
    /** A department and one of its people in a language of their own. */
    async speak(department: string, email: string, language: string): Promise<void> {
      text = text
        .replace(new RegExp(`^  ${department}:\n`, 'm'), `$&    language: ${language}\n`)
        .replace(`email: ${email} `, `email: ${email}, language: ${language} `)
      await apply(text)
    },
    caseOf: async (email: string): Promise<string | undefined> =>
      (
        await sql`select k.id from cases k join customers c on c.id = k.customer_id where c.email = ${email}`
      )[0]?.id,
    /** A person's id in the local Slack. */
    userOf: (name: string) => people.users.find((user) => user.name === name)!.id,
    remedies: async () => (await sql`select id from remedies`).map(({ id }) => String(id)),
    async stop(): Promise<void> {
      await workers.stop()
      await slack.close()
      await inbox.close()
      await sql.end()
      await database.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
export type Stage = Awaited<ReturnType<typeof startStage>>

/** Asks until there is an answer; twenty seconds at most. */
export async function until<T>(what: string, ask: () => T | Promise<T>): Promise<NonNullable<T>> {
  for (const end = Date.now() + 20_000; Date.now() < end; await sleep(100)) {
    const found = await ask()
    if (found) return found
  }
  throw new Error(`waited 20 s for ${what}`)
}

/** Signs in at the desk by the link that is mailed. */
export async function signIn(stage: Stage, page: Page, email: string): Promise<void> {
  await page.goto(`${stage.url}/desk`)
  await page.getByRole('textbox').fill(email)
  await page.getByRole('button').click()
  const link = await until(`the link of ${email}`, async () =>
    (await stage.inbox.emails())
      .filter((one) => one.to.includes(email))
      .map(({ text }) => /\S+\/desk\/sign-in\/\S+/.exec(text)?.[0])
      .find(Boolean),
  )
  await page.goto(link)
  await page.locator('main form button').first().click()
}
