import { randomUUID } from 'node:crypto'
import type { ChatPlatform, MessageRef } from '../../integrations/chat.ts'
import type { PictureStore } from '../../integrations/pictures/pictures.ts'
import { suppress } from '../../src/addresses/suppress.ts'
import { contactInput } from '../../src/contacts/input.ts'
import { recordContact } from '../../src/contacts/record.ts'
import { correct } from '../../src/customers/correct.ts'
import { answerRemedy } from '../../src/customers/remedyAnswer.ts'
import { say } from '../../src/customers/say.ts'
import { bookByLink } from '../../src/customers/turnsByLink.ts'
import { desk } from '../../src/desk/platform.ts'
import { deskStore } from '../../src/desk/store.ts'
import { sendDigestNow } from '../../src/digests/now.ts'
import { jobs } from '../../src/jobs/jobs.ts'
import { linkOf } from '../../src/links.ts'
import { judgeAnswers } from '../../src/responses/judge.ts'
import { submitResponse } from '../../src/responses/submit.ts'
import type { TestDatabase } from '../setup/database.ts'
import { makeStage } from './turnsStage.ts'

const MINUTE = 60_000

/** A store of pictures in memory. */
const inMemory = () => {
  const stored = new Map<string, Uint8Array>()
  const store = {
    put: async (key: string, bytes: Uint8Array) => void stored.set(key, bytes),
    get: async (key: string) => stored.get(key),
    delete: async (key: string) => void stored.delete(key),
  }
  return { stored, store: store as unknown as PictureStore }
}

/** A platform that sees again what was posted under a key, as Slack does. */
const findable = (platform: ChatPlatform): ChatPlatform => {
  const posted = new Map<string, MessageRef>()
  const kept = (key: string, ref: MessageRef) => {
    posted.set(key, ref)
    return ref
  }
  return {
    ...platform,
    post: async (to, card, key) => kept(key, await platform.post(to, card, key)),
    reply: async (ref, card, key) => kept(key, await platform.reply(ref, card, key)),
    find: async (_where, key) => posted.get(key),
  }
}

/** An organisation on Slack and on the desk, and one customer who leaves a mark in every field there is. */
export const canaryStage = async (database: TestDatabase) => {
  const { sql } = database
  const stage = await makeStage(database)
  const { deps, clock } = stage
  const { stored, store } = inMemory()
  deps.pictures = store
  deps.chat.slack = findable(deps.chat.slack!)
  deps.chat.desk = desk(deps, deskStore(database.db))
  await sql`update departments set destination = '{"platform":"desk","workspace":"desk","channel":"stores"}' where key = 'stores'`
  await sql`update organisation set ask = ask || '{"restDays":0,"delayMinutes":0}'`
  await sql`insert into webhooks (key, url, events) values ('books', 'https://books.example/hook', '{remedy.enacted}')`
  await sql`insert into partners (key, name, address, language) values ('courier', 'Courier', 'courier@partner.example', 'en')`

  const marks: string[] = []
  const internal: string[] = []
  let count = 0
  const mark = (what: string, of = marks): string => {
    const made = `zq${what.replace(/\W/g, '')}${++count}zq`
    of.push(made)
    return made
  }
  const email = `${mark('mail')}@canary.example`

  const contact = async (over: object): Promise<{ invitation: string; token: string }> => {
    const input = contactInput.parse({
      source: 'test',
      externalId: mark('external'),
      channel: 'chat',
      brand: 'nordly',
      department: 'service',
      reference: mark('reference'),
      customer: { email, name: mark('name'), phone: '+46701740605' },
      endedAt: new Date(clock.now.getTime() - 3600_000).toISOString(),
      ...over,
    })
    const { contact: id } = await database.db.transaction((tx) => recordContact(deps, tx, input, clock.now))
    const [row] = await sql`select id from invitations where contact_id = ${id}`
    await stage.send()
    const link = await linkOf(deps, 'survey', row!.id)
    return { invitation: row!.id, token: link.split('/').at(-1)! }
  }
  const answer = (token: string, step: object) => submitResponse(deps, { token, step, now: clock.now })

  const settle = async () => {
    for (const minutes of [2, 10, 60]) {
      clock.now = new Date(clock.now.getTime() + minutes * MINUTE)
      for (const name of ['erasures', 'pictures that never arrived'])
        await jobs[name]!(deps, { now: clock.now })
      await stage.send()
    }
  }

  const livedThrough = async () => {
    // An open case is not asked, so all three come before the answers
    const first = await contact({ language: 'en' })
    const second = await contact({ language: 'sv', department: 'stores' })
    const third = await contact({ language: 'nb', department: 'stores' })
    await answer(first.token, { score: 2 })
    await answer(first.token, {
      drivers: ['delivery late'],
      words: `the parcel ${mark('words')}`,
      wish: mark('wish'),
      reach: { may: true, how: 'phone', when: mark('when'), phone: '+46701740606' },
    })
    await answer(first.token, { words: `the parcel again ${mark('revised')}` })
    await answer(second.token, { score: 1, words: `butiken ${mark('second')}` })
    await answer(third.token, { score: 5, good: mark('good'), kudos: mark('kudos') })
    const [mine] = await sql`select id from customers where email = ${email}`
    await judgeAnswers(deps, { now: clock.now })
    clock.now = new Date(clock.now.getTime() + 5 * MINUTE)
    await stage.send()
    const found = await sql`select id, department_key from cases order by number`
    const caseId = found.find((one) => one.department_key === 'service')!.id as string
    await worked(caseId)
    await besides(caseId, mine!.id)
    await stage.send()
    return { id: mine!.id as string, email, caseId, marks, internal }
  }

  /** What staff and the customer do on the case. */
  const worked = async (id: string) => {
    const token = (await linkOf(deps, 'case', id)).split('/').at(-1)!
    const by = () => ({ token, formId: randomUUID(), now: clock.now })
    await stage.click('UANNA', 'take', id)
    await stage.submit('UANNA', 'apologise', id, {
      text: `I am sorry that it came so late, and that you waited at home for it ${mark('apology')}.`,
      next: '2026-03-12',
    })
    await say(deps, { ...by(), words: mark('said') })
    await sql`insert into accounts (case_id, version, text, by, at) values (${id}, 1, ${mark('account')}, ${stage.people.anna.id}, ${clock.now})`
    await correct(deps, { ...by(), words: mark('corrected'), version: 1 })
    await stage.submit('UANNA', 'remedy', id, {
      kind: 'refund',
      amount: '120',
      currency: 'SEK',
      due: '2026-03-16',
      words: `We pay back 120 SEK ${mark('remedy')}`,
      ground: 'goodwill',
    })
    const [remedy] = await sql`select id from remedies where case_id = ${id}`
    await answerRemedy(deps, { ...by(), remedy: remedy!.id, answer: 'change', words: mark('change') })
    await bookByLink(deps, { ...by(), at: '2026-03-12T09:00:00Z', phone: '+46701740607' })
    marks.push('+46701740605', '+46701740606', '+46701740607')
    await stage.send()
  }

  /** What other rooms keep of it. */
  const besides = async (id: string, customer: string) => {
    const { now } = clock
    const { anna, maja } = stage.people
    const staff = (what: string) => mark(what, internal)
    const [event] = await sql`
      insert into case_events (case_id, kind, at, text, data) values (${id}, 'customer said', ${now}, ${mark('picture')}, '{"pictures":1}')
      returning id`
    await sql`insert into case_events (case_id, kind, at, by, text, data) values
      (${id}, 'severity changed', ${now}, ${maja.id}, ${staff('severity')}, '{"from":2,"to":1}'),
      (${id}, 'ended', ${now}, ${maja.id}, null, ${sql.json({ state: 'withdrawn', reason: mark('ended') })}),
      (${id}, 'address corrected', ${now}, ${maja.id}, null, ${sql.json({ from: `${mark('before')}@canary.example`, to: email })})`
    const key = `${id}/${randomUUID()}`
    await deps.pictures.put(key, new Uint8Array([1]), 'image/png')
    await sql`insert into pictures (case_id, event_id, key, type, bytes, width, height, at)
      values (${id}, ${event!.id}, ${key}, 'image/png', 1, 1, 1, ${now})`
    const finding = sql`${staff('cause')}, ${staff('factors')}, ${staff('heard')}, '{}', ${staff('solution')}, ${staff('prevention')}, ${mark('sentence')}, ${anna.id}, ${now}`
    await sql`insert into findings (case_id, version, cause, cause_words, factors, people, departments, solution, prevention, to_customer, by, at)
      select ${id}::uuid, 2, 'other', ${finding}`
    await sql`insert into earlier_findings (case_id, version, cause, cause_words, factors, people, departments, solution, prevention, to_customer, by, at)
      select ${id}::uuid, 1, 'other', ${finding}`
    await sql`insert into finding_drafts (case_id, draft, by, at)
      values (${id}, ${sql.json({ cause: 'other', causeWords: staff('draft'), prevention: '', unpreventable: false })}, ${anna.id}, ${now})`
    await sql`insert into sent_words (case_id, kind, text, sameness, at) values (${id}, 'progress', ${mark('progress')}, ${`same ${marks.at(-1)}`}, ${now})`
    await sql`insert into proposals (case_id, kind, state, by, to_partner, words, data, created_at, destination, answer)
      values (${id}, 'request', 'accepted', ${anna.id}, 'courier', ${staff('deed')}, '{}', ${now}, '{"platform":"mail","workspace":"","channel":""}', ${staff('answer')})`
    await sql`update remedies set ground = ${mark('ground')}, instead_of = ${mark('instead')}, reference = ${mark('booking')}, withdrawn_reason = ${mark('why')} where case_id = ${id}`
    await sql`update cases set said = ${sql.json({ words: mark('told') })}, done = ${mark('done')}, end_reason = ${mark('reason')} where id = ${id}`
    const [seen] =
      await sql`select c.id from contacts c join cases k on k.contact_id = c.id where k.id = ${id}`
    await sql`insert into odd_contacts (source, kind, external_id, detail, value, contact_id, first_at, last_at)
      values ('test', 'left out', ${mark('odd')}, ${mark('detail')}, ${mark('value')}, ${seen!.id}, ${now}, ${now})`
    const [apiKey] =
      await sql`insert into api_keys (name, hash, scopes, created_at) values ('k', '\\x01', '{}', ${now}) returning id`
    await sql`insert into idempotency_keys (api_key_id, key, request_hash, response, created_at)
      values (${apiKey!.id}, ${staff('idempotency')}, '\\x02', ${sql.json({ contact: seen!.id })}, ${now})`
    await suppress(database.db, { address: email, scope: 'invitations', reason: 'unsubscribed', now })
    const answers =
      await sql`select r.id from responses r join invitations i on i.id = r.invitation_id where i.customer_id = ${customer}`
    const ids = answers.map((one) => one.id as string)
    await sql`insert into discoveries (kind, department_key, found_at, once_key, from_day, to_day, facts)
      values ('theme', 'stores', ${now}, ${staff('theme')}, '2026-03-01', '2026-03-11', ${sql.json({ phrase: staff('phrase'), language: 'en', count: 5, before: 0, driver: null, quotes: ids, answers: ids })})`
    await sql`insert into mail_refusals (domain, first_at, last_at, words) values ('canary.example', ${now}, ${now}, ${`550 <${email}> unknown`})`
    await sql`update outbox set cause = ${`550 <${email}>: no`} where kind = 'invitation'`
    await sendDigestNow(deps, { department: 'stores', now })
    await jobs.digests!(deps, { now: new Date('2026-03-12T12:00:00Z') })
  }

  const textOf = async (): Promise<string> => {
    const tables = await sql<{ name: string }[]>`
      select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`
    let text = ''
    for (const { name } of tables) {
      const rows = await sql.unsafe(`select t::text as row from "${name}" t order by 1`)
      text += `\n== ${name}\n${rows.map(({ row }) => row).join('\n')}`
    }
    return text
  }
  /** Which table a mark was found in, and around what. */
  const where = (copy: string, found: string): string => {
    const at = copy.toLowerCase().indexOf(found.toLowerCase())
    return `${copy
      .slice(0, at)
      .match(/== \w+/g)
      ?.at(-1)}: ${copy.slice(Math.max(0, at - 80), at + 60)}`
  }
  return { ...stage, stored, livedThrough, settle, textOf, where }
}
export type CanaryStage = Awaited<ReturnType<typeof canaryStage>>
export type Canary = Awaited<ReturnType<CanaryStage['livedThrough']>>
