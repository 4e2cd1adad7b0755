import { schemas } from '../env.ts'
import { enableWebhook } from '../webhooks/enable.ts'
import { listWebhooks } from '../webhooks/list.ts'
import { secretOf } from '../webhooks/sign.ts'
import { type Command, Failure, type Io, readArgs, UsageError } from './command.ts'
import { withDatabase, withDatabaseAt } from './database.ts'
import { settingsOf } from './settings.ts'
import { day, table } from './table.ts'

export const webhooks: Command = {
  summary: 'endpoints of other systems: list, secret, enable',
  help: `npm run webhooks                     the endpoints of organisation.yaml, and how they are
npm run webhooks -- secret KEY       what the receiver checks signatures with
npm run webhooks -- enable KEY       calls one again that was disabled, and sends what failed there

  An endpoint that answers 410 is disabled. "enable" takes that back, and so does another url in organisation.yaml.
  secret wants TOKEN_KEY, from which it is derived; it is kept nowhere.`,
  async run([verb = 'list', ...args], io) {
    const act = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined
    if (!act) throw new UsageError(`webhooks can't ${verb}: list, secret or enable`)
    return act(args, io)
  },
}

const verbs: Record<string, (args: string[], io: Io) => Promise<number>> = {
  async list(args, io) {
    readArgs(args, {})
    const rows = (await withDatabase(io, listWebhooks)).map((one) => [
      one.key,
      one.disabledAt ? `disabled ${day(one.disabledAt)}` : 'in use',
      String(one.waiting),
      String(one.failed),
      one.events.join(', '),
      one.url,
    ])
    if (rows.length === 0) io.out('no endpoints: organisation.yaml names them under webhooks')
    else for (const line of table(['KEY', 'STATE', 'WAITING', 'FAILED', 'EVENTS', 'URL'], rows)) io.out(line)
    return 0
  },
  async secret(args, io) {
    const key = only(args)
    const env = settingsOf(schemas.webhooks, io)
    const endpoints = await withDatabaseAt(env.DATABASE_URL, listWebhooks)
    if (!endpoints.some((one) => one.key === key))
      throw new Failure(`There is no endpoint ${key} in the set-up.`)
    io.out(secretOf(env.TOKEN_KEY, key))
    return 0
  },
  async enable(args, io) {
    const key = only(args)
    const again = await withDatabase(io, (deps) => enableWebhook(deps, { key, now: io.now() }))
    io.out(`${key} is called again${again > 0 ? `; sent again: ${again}` : ''}`)
    return 0
  },
}

const only = (args: string[]): string => {
  const [key, ...more] = readArgs(args, {}).positionals
  if (!key || more.length > 0) throw new UsageError('give one key of an endpoint')
  return key
}
