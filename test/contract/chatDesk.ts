import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll } from 'vitest'
import { deskMessages, sessions } from '../../db/schema/index.ts'
import { ChatError, type MessageRef } from '../../integrations/chat.ts'
import type { Handle } from '../../integrations/inbound.ts'
import { desk } from '../../src/desk/platform.ts'
import { type DeskMessage, type DeskStore, deskStore } from '../../src/desk/store.ts'
import { CardView } from '../../src/desk/views/card.tsx'
import { hash } from '../../src/tokens.ts'
import { makeBrand, makeCustomer, makeDepartment, makeMember, makePerson } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'
import type { Altered, Door, Stage } from './chat.ts'

const origin = 'https://amends.example'
const cookie = '__Host-amends-session'
/** What worked says this, which is no notice. */
const DONE = 'Done.'

/** One for all stages of a file: each leaves it empty. */
let database: Promise<TestDatabase> | undefined
afterAll(async () => (await database)?.end())

/** The desk on a real database, and a browser that follows, keeps cookies and sends what stands in a form. */
export async function deskStage(): Promise<Stage> {
  const now = new Date('2026-11-02T09:00:00Z')
  database ??= freshDatabase()
  const { db, sql } = await database
  await makeDepartment(db, { key: 'service' })
  const kari = await makePerson(db, { name: 'Kari', email: 'kari@example.com' })
  const left = await makePerson(db, { email: 'left@example.com', active: false })
  await makePerson(db, { email: 'guest@example.com', active: false })
  await makeCustomer(db, { email: 'other@example.com' })
  await makeBrand(db, { replyTo: 'bot@example.com' })
  await makeMember(db, { departmentKey: 'service', personId: kari.id })

  const real = deskStore(db)
  const faults: { kind: Parameters<Stage['fault']>[0]; calls: 'post' | 'find' }[] = []
  const rows: DeskMessage[] = []
  const seen = async () => {
    const all = await db.select().from(deskMessages).orderBy(deskMessages.postedAt)
    for (const { thread, ...row } of all) {
      const at = rows.findIndex(({ id }) => id === row.id)
      const message = { ...row, ...(thread && { thread }) }
      if (at < 0) rows.push(message)
      else rows[at] = message
    }
  }
  const faulty = async <T>(calls: 'post' | 'find', act: () => Promise<T>): Promise<T> => {
    const fault = faults[0]?.calls === calls ? faults.shift() : undefined
    if (fault?.kind === 'rate limit') throw new ChatError('wait', 'too busy', 17)
    if (fault?.kind === 'token lost') throw new ChatError('person', 'password refused')
    if (fault?.kind === 'refuse') throw new Error('the line broke')
    const result = await act()
    await seen()
    if (fault?.kind === 'drop') throw new Error('the line broke')
    return result
  }
  const store: DeskStore = {
    ...real,
    save: (message, at) => faulty('post', () => real.save(message, at)),
    update: (id, card) => faulty('post', () => real.update(id, card)),
    find: (key) => faulty('find', () => real.find(key)),
  }
  const tokenKey = 'a key of at least thirty-two characters'
  const deps = { db, log: () => {}, now: () => now, publicUrl: origin, tokenKey, wake: () => {} }
  const platform = desk(deps, store)

  const session = async (from = 0, to = 12 * 3600) => {
    const secret = hash(randomUUID()).toString('base64url')
    const at = (seconds: number) => new Date(now.getTime() + seconds * 1000)
    await db
      .insert(sessions)
      .values({ hash: hash(secret), personId: kari.id, createdAt: at(from), expiresAt: at(to) })
    return secret
  }

  let handle: Handle = async () => ({ kind: 'done' })
  const jar = new Map([[cookie, await session()]])
  const cookies = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
  let page = ''
  let notices: string[] = []
  /** What the suite answers are clicks and forms; a page that is only looked at shows what was posted. */
  let home = false
  const answered: Handle = async (inbound) =>
    inbound.kind === 'look' || (inbound.kind === 'home' && !home)
      ? { kind: 'notice', text: 'not looked at' }
      : handle(inbound)
  const browse = async (path: string, form?: Record<string, string | string[]>): Promise<number> => {
    const body =
      form && new URLSearchParams(Object.entries(form).flatMap(([k, v]) => [v].flat().map((one) => [k, one])))
    const response = await platform.receive(
      new Request(`${origin}${path}`, {
        method: form ? 'POST' : 'GET',
        headers: { accept: 'text/html', cookie: cookies(), ...(form && { origin }) },
        ...(body && { body }),
      }),
      answered,
      () => {},
    )
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      if (value) jar.set(name, value)
      else jar.delete(name)
    }
    if (response.status === 303) return browse(response.headers.get('location')!)
    page = await response.text()
    notices = [...page.matchAll(/<p class="told[^"]*" role="(?:status|alert)">([\s\S]*?)<\/p>/g)]
      .map(([, text]) => plain(text!))
      .filter((text) => text !== DONE)
    return response.status
  }
  const key = async () => {
    await browse('/desk')
    return inputs(page).find(({ name }) => name === 'key')!.value!
  }

  return {
    platform,
    to: { platform: 'desk', workspace: 'desk', channel: 'service' },
    gone: { platform: 'desk', workspace: 'desk', channel: randomUUID() },
    closed: { platform: 'desk', workspace: 'desk', channel: left.id },
    person: { platform: 'desk', workspace: 'desk', user: kari.id },
    emails: {
      member: 'kari@example.com',
      guest: 'guest@example.com',
      bot: 'bot@example.com',
      left: 'left@example.com',
      foreign: 'other@example.com',
    },
    now,
    answer: (next) => {
      handle = next
    },
    click: async (ref: MessageRef, verb, gone) => {
      await browse(`/desk/m/${ref.id}`)
      const hidden = fieldsOf(page, '/desk/act', verb)
      const form = hidden ?? {
        key: await key(),
        message: ref.id,
        back: `/desk/m/${ref.id}`,
        subject: gone!.subject,
      }
      return browse('/desk/act', { ...form, verb })
    },
    form: () => {
      const names = shownFields(page)
      return names
        ? {
            title: plain(/<h1[^>]*>([\s\S]*?)<\/h1>/.exec(page)![1]!),
            submit: plain(/<button type="submit" class="primary">([\s\S]*?)<\/button>/.exec(page)![1]!),
            fields: names,
            raw: page,
          }
        : undefined
    },
    submit: async (values) => {
      const sent = Object.entries(values).map(([name, value]) => [
        `v.${name}`,
        // As browsers do
        [value].flat().map((one) => one.replaceAll('\n', '\r\n')),
      ])
      const status = await browse('/desk/form', {
        ...fieldsOf(page, '/desk/form')!,
        ...Object.fromEntries(sent),
      })
      const faults = [...page.matchAll(/data-fault="([^"]*)">([\s\S]*?)<\/p>/g)].map(([, name, text]) => [
        unescaped(name!),
        plain(text!),
      ])
      return { status, ...(faults.length > 0 && { faults: Object.fromEntries(faults) }) }
    },
    notices: () => notices,
    personal: {
      say: async (text) => browse('/desk/say', { key: await key(), text }),
      home: () => {
        home = true
        return browse('/desk')
      },
      answers: () => [page],
      press: (verb) => browse('/desk/act', { ...fieldsOf(page, '/desk/act')!, verb }),
    },
    doors: ['command'],
    request: async (altered, door) =>
      genuine(altered, door, await session(...(LIVES[altered] ?? [])), await key()),
    forged: (random) => forged(random),
    fault: (kind, calls = 'post') => {
      faults.push({ kind, calls })
    },
    messages: () => rows,
    remove: async ({ id }) => {
      await db.delete(deskMessages).where(eq(deskMessages.id, id))
      rows.splice(0, rows.length, ...rows.filter((one) => one.id !== id))
    },
    problems: (message) => problemsOf(drawn(message)),
    alive: (message) => aliveIn(drawn(message)),
    shown: (message) => shownIn(drawn(message)),
    stop: async () => {
      await sql`truncate desk_messages, sessions, departments, people, customers, brands, outbox cascade`
    },
  }

  async function genuine(
    altered: Altered,
    door: Door | undefined,
    secret: string,
    ownKey: string,
  ): Promise<Request> {
    const good = await keyOf(secret)
    const body = new URLSearchParams({
      key: altered === 'body' ? ownKey : good,
      verb: 'take',
      subject: 'case_1',
    })
    if (door === 'command') body.set('text', 'my cases')
    if (altered === 'malformed') for (const name of ['verb', 'text']) body.delete(name)
    return new Request(`${origin}/desk/${door === 'command' ? 'say' : 'act'}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        origin: altered === 'foreign workspace' ? 'https://evil.example' : origin,
        ...(altered !== 'no signature' && {
          cookie: `${cookie}=${altered === 'signature' ? secret.replace(/^./, (one) => (one === 'A' ? 'B' : 'A')) : secret}`,
        }),
      },
      body,
    })
  }

  /** The key that stands in the forms of a session. */
  async function keyOf(secret: string): Promise<string> {
    const response = await platform.receive(
      new Request(`${origin}/desk`, { headers: { cookie: `${cookie}=${secret}` } }),
      answered,
      () => {},
    )
    return inputs(await response.text()).find(({ name }) => name === 'key')?.value ?? ''
  }

  function drawn(message: unknown): string {
    if (typeof message === 'string') return message
    const { card, id } = message as DeskMessage
    const viewer = { id: kari.id, name: 'Kari', language: 'en', timeZone: 'UTC', held: [], key: 'k' }
    return String(CardView({ card, place: { viewer, back: `/desk/m/${id}`, message: id } }))
  }
}

/** Seconds from now a session lives. */
const LIVES: Partial<Record<Altered, [number, number]>> = {
  stale: [-50_000, 0],
  early: [301, 50_000],
}

function forged(random: () => number): Request {
  const pick = <T>(...all: T[]): T => all[Math.floor(random() * all.length)]!
  const bytes = (n: number) => Array.from({ length: n }, () => String.fromCharCode(random() * 0x250)).join('')
  const secret = () => Array.from({ length: 43 }, () => pick(...'abcXYZ019_-')).join('')
  const good = 'key=k&verb=take&subject=case_1'
  const headers = new Headers({
    'content-type': pick('application/x-www-form-urlencoded', 'application/json', 'text/plain', '*/*'),
  })
  if (random() < 0.8) headers.set('origin', pick(origin, 'https://evil.example', 'null'))
  const name = pick(cookie, 'amends-session', '__Secure-amends-session')
  if (random() < 0.95)
    headers.set(
      'cookie',
      `${name}=${pick(secret(), '', 'null', secret().slice(1), encodeURIComponent(bytes(40)))}`,
    )
  const path = pick('/desk/act', '/desk/form', '/desk/say', '/desk/sign-out')
  return new Request(`${origin}${path}`, {
    method: 'POST',
    headers,
    body: pick(good, `${good}${bytes(9)}`, bytes(200), '', '{}'),
  })
}

type Tag = { tag: string; attributes: Record<string, string> }

const unescaped = (text: string) =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')

/** A page as a browser reads it: tags and texts by turns. What is escaped is neither. */
function* tokens(html: string): Generator<Tag | string> {
  let at = 0
  for (const found of html.matchAll(/<(\/?[a-z!][a-z0-9]*)((?:\s+[\w-]+(?:="[^"]*")?)*)\s*\/?>/gi)) {
    if (found.index > at) yield unescaped(html.slice(at, found.index))
    const attributes = [...found[2]!.matchAll(/([\w-]+)(?:="([^"]*)")?/g)].map(([, name, value = '']) => [
      name!,
      unescaped(value),
    ])
    yield { tag: found[1]!.toLowerCase(), attributes: Object.fromEntries(attributes) }
    at = found.index + found[0].length
  }
  if (at < html.length) yield unescaped(html.slice(at))
}

const plain = (html: string) => [...tokens(html)].filter((one) => typeof one === 'string').join('')
const tagsOf = (html: string) => [...tokens(html)].filter((one) => typeof one !== 'string')
const inputs = (html: string): { name?: string; value?: string }[] =>
  tagsOf(html)
    .filter(({ tag }) => tag === 'input')
    .map(({ attributes }) => attributes)

const formIn = (html: string, action: string, verb = '') => {
  const forms = [...html.matchAll(new RegExp(`<form[^>]*action="${action}"[^>]*>(.*?)</form>`, 'gs'))]
  return (forms.find(([, form]) => form!.includes(`value="${verb}"`)) ?? forms[0])?.[1]
}
/** The hidden fields of a page's form: of the one with that button, where several have the same action. */
const fieldsOf = (html: string, action: string, verb = ''): Record<string, string> | undefined => {
  const form = formIn(html, action, verb)
  if (form === undefined) return undefined
  const hidden = tagsOf(form).filter(({ tag, attributes }) => tag === 'input' && attributes.type === 'hidden')
  return Object.fromEntries(hidden.map(({ attributes }) => [attributes.name!, attributes.value ?? '']))
}
const shownFields = (html: string): string[] | undefined => {
  const form = formIn(html, '/desk/form')
  if (form === undefined) return undefined
  const named = tagsOf(form).flatMap(({ attributes: { name } }) =>
    name?.startsWith('v.') ? [name.slice(2)] : [],
  )
  return [...new Set(named)]
}

const body = (html: string) => /<main[^>]*>([\s\S]*)<\/main>/.exec(html)?.[1] ?? html

function problemsOf(html: string): string[] {
  const ids = tagsOf(html).flatMap(({ attributes: { id } }) => (id ? [id] : []))
  const open: string[] = []
  const wrong: string[] = []
  const VOID = new Set(['input', 'hr', 'meta', 'link', 'br', '!doctype'])
  for (const { tag } of tagsOf(html)) {
    if (VOID.has(tag)) continue
    if (!tag.startsWith('/')) open.push(tag)
    else if (open.pop() !== tag.slice(1)) wrong.push(`${tag} closes nothing`)
  }
  return [
    ...wrong,
    ...open.map((tag) => `${tag} is not closed`),
    ...(new Set(ids).size < ids.length ? ['an id twice'] : []),
    ...(html.length > 2_000_000 ? [`${html.length} characters`] : []),
  ]
}

const OURS = new Set(['/desk', '#main'])
const QUIET =
  /^\/?(article|h1|h2|p|dl|dt|dd|figure|figcaption|blockquote|hr|strong|form|input|button|div|span|section|ol|ul|li|details|summary|label|legend|fieldset|textarea|select|option|small|time|html|head|body|main|header|title|meta|style|link|a|!doctype)$/

/** Links, pictures, scripts, mentions, and whatever else a page of ours has no use for. */
function aliveIn(html: string): string[] {
  return tagsOf(body(html)).flatMap(({ tag, attributes }) => {
    const names = Object.keys(attributes)
    const acting =
      !QUIET.test(tag) ||
      (tag === 'a' &&
        !/^(#f\d+|\/desk(\/m\/[\w-]+)?)$/.test(attributes.href ?? '') &&
        !OURS.has(attributes.href ?? '')) ||
      names.some((name) => /^(on|style|src|data-person)/.test(name))
    return acting ? [JSON.stringify({ tag, attributes })] : []
  })
}

/** Texts, a line each, as a person reads them. */
const shownIn = (html: string): string =>
  [...tokens(body(html))].filter((one): one is string => typeof one === 'string').join('\n')
