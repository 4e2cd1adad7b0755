import { isNull } from 'drizzle-orm'
import { people as peopleTable } from '../../db/schema/index.ts'
import type { SignInProvider } from '../../integrations/oidc/oidc.ts'
import { desk } from '../../src/desk/platform.ts'
import { deskStore } from '../../src/desk/store.ts'
import { handlers } from '../../src/jobs/handlers.ts'
import { chatApp } from '../../src/opsApp.ts'
import { drain } from '../../src/outbox/drain.ts'
import { makeOrganisation, testDeps } from '../deps.ts'
import { makeCase, makeDepartment, makeMember, makePerson } from '../factories.ts'
import type { TestDatabase } from '../setup/database.ts'

export const ORIGIN = 'https://amends.example'
export const SESSION = '__Host-amends-session'
type Mail = { to: string; subject: string; text: string; html: string }

/** An organisation whose customer service has no chat, and browsers at its desk. */
export const makeDesk = async ({ db, sql }: TestDatabase, publicUrl = ORIGIN, oidc?: SignInProvider) => {
  const people = await makeOrganisation(db)
  await sql`update departments set destination = '{"platform":"desk","workspace":"desk","channel":"service"}' where key = 'service'`
  await db
    .update(peopleTable)
    .set({ slackWorkspace: null, slackUser: null })
    .where(isNull(peopleTable.teamsUser))
  await makeDepartment(db, { key: 'stores', name: 'Stores' })
  const eva = await makePerson(db, { name: 'Eva Holm', slackUser: null, slackWorkspace: null })
  await makeMember(db, { departmentKey: 'stores', personId: eva.id })

  const mails: Mail[] = []
  const on = testDeps(db, {
    publicUrl,
    mail: { name: 'kept', send: async (mail) => void mails.push(mail) },
  })
  const store = deskStore(db)
  on.deps.chat = { desk: desk({ ...on.deps, oidc }, store) }
  const background: Promise<unknown>[] = []
  const app = chatApp(on.deps, (work) => background.push(work))

  const send = async () => {
    await Promise.all(background)
    await sql`update destinations set pace_ms = 0, next_at = '-infinity'`
    await drain(on.deps, handlers)
  }

  const request = async (path: string, init: RequestInit = {}) => {
    const response = await app.fetch(new Request(`${publicUrl}${path}`, { redirect: 'manual', ...init }))
    await Promise.all(background)
    return response
  }

  /** A browser: keeps cookies, says where a form comes from, and goes where it is led. */
  const browser = () => {
    const jar = new Map<string, string>()
    let page = ''
    let at = ''
    const go = async (path: string, body?: Record<string, string | string[]>): Promise<Response> => {
      const pairs = Object.entries(body ?? {}).flatMap(([name, value]) =>
        [value].flat().map((one) => [name, one]),
      )
      const response = await request(path, {
        headers: {
          accept: 'text/html',
          cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
          ...(body && { origin: publicUrl }),
        },
        ...(body && { method: 'POST', body: new URLSearchParams(pairs as [string, string][]) }),
      })
      for (const set of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
        if (value) jar.set(name, value)
        else jar.delete(name)
      }
      if (response.status === 303) return go(response.headers.get('location')!)
      page = await response.clone().text()
      at = path
      return response
    }
    /** Sends a form of the page with what stands in it; of several, the one with that button. */
    const press = (action: string, values: Record<string, string | string[]> = {}) => {
      const forms = [
        ...page.matchAll(new RegExp(`<form[^>]*action="${action}"[^>]*>(.*?)</form>`, 'gs')),
      ].map(([, inside]) => inside!)
      const form = forms.find((one) => one.includes(`name="verb" value="${values.verb}"`)) ?? forms[0]
      if (form === undefined) throw new Error(`no form ${action} on ${at}: ${page.slice(0, 500)}`)
      return go(action, { ...hidden(form), ...values })
    }
    return {
      go,
      press,
      jar,
      page: () => page,
      at: () => at,
      text: () => textOf(page),
      /** Fills in the form of the page, by the fields' own names. */
      fill: (values: Record<string, string | string[]>) =>
        press(
          '/desk/form',
          Object.fromEntries(Object.entries(values).map(([name, value]) => [`v.${name}`, value])),
        ),
    }
  }
  const linkIn = (mail: Mail | undefined) => /https?:\/\/[^/]+(\/desk\S*)/.exec(mail?.text ?? '')?.[1] ?? ''

  /** Asks for a link, and gives the path that was mailed. */
  const mailedLink = async (email: string, to = '') => {
    const before = mails.length
    await browser().go('/desk/sign-in', { email, to })
    await send()
    return linkIn(mails.slice(before).find(({ subject }) => /sign in/i.test(subject)))
  }
  const signedIn = async (person: { email: string }, to = '') => {
    const one = browser()
    await one.go(await mailedLink(person.email, to))
    await one.press(one.at().split('?')[0]!)
    return one
  }

  const open = async (over: object = {}) => {
    const found = await makeCase(db, {
      brandKey: 'nordly',
      departmentKey: 'service',
      accountableId: people.anna.id,
      promise: 'first word',
      ...over,
    })
    await sql`
      insert into outbox (kind, destination, lane, once_key, payload, due_at, created_at)
      values ('escalation', 'desk:desk:service', ${`case:${found.id}`}, ${`escalation:${found.id}`},
        ${sql.json({ case: found.id })}, ${on.clock.now}, ${on.clock.now})`
    await sql`insert into destinations (key) values ('desk:desk:service') on conflict do nothing`
    await send()
    return found.id
  }
  const clear = async () => {
    mails.length = 0
    await sql`truncate outbox, cases, contacts, customers, matters, links, responses, desk_messages, sign_ins, sign_in_subjects, sessions, audit_log cascade`
    await sql`update people set active = true`
  }
  return {
    ...on,
    db,
    sql,
    store,
    app,
    people: { ...people, eva },
    mails,
    request,
    browser,
    send,
    linkIn,
    mailedLink,
    signedIn,
    open,
    clear,
  }
}

const unescaped = (text: string) =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')

const textOf = (html: string) =>
  unescaped((/<main.*<\/main>/s.exec(html)?.[0] ?? html).replace(/<[^>]+>/g, '\n'))

const hidden = (form: string): Record<string, string> =>
  Object.fromEntries(
    [...form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(([, name, value]) => [
      name!,
      unescaped(value!),
    ]),
  )
