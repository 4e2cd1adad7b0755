import { randomUUID } from 'node:crypto'
import { contactInput } from '../../src/contacts/input.ts'
import { recordContact } from '../../src/contacts/record.ts'
import { say } from '../../src/customers/say.ts'
import { sendDigestNow } from '../../src/digests/now.ts'
import { addLink } from '../../src/invitations/plan.ts'
import { handlers } from '../../src/jobs/handlers.ts'
import { linkOf } from '../../src/links.ts'
import { drain } from '../../src/outbox/drain.ts'
import { eraseCustomer } from '../../src/personalData/erase.ts'
import { addPictures } from '../../src/pictures/add.ts'
import type { Clean } from '../../src/pictures/clean.ts'
import { submitResponse } from '../../src/responses/submit.ts'
import { makeCase, makeContact, makeCustomer, makeInvitation, makeResponse } from '../factories.ts'
import type { CanaryStage } from './canaryStage.ts'

const AT_ONCE = 10
const NEXT = new Date('2027-01-01T00:00:00Z')
const OPERATOR = { by: { kind: 'operator' }, from: { door: 'command line' } } as const

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
const randomly = (seed: number) => {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/**
 * Rounds of an erasure at the same moment as a send, clicks of staff and customer, an answer, an upload, a contact and a
 * digest, in random order. Gives the marks that are left in any table or message once everything is over.
 */
export const raceErasures = async (stage: CanaryStage, rounds: number, seed = 7): Promise<string[]> => {
  const { deps, db, sql, clock, people } = stage
  const random = randomly(seed)
  const marks: string[] = []
  const after = async (work: () => Promise<unknown>) => {
    for (let turns = Math.floor(random() * 40); turns > 0; turns--) await new Promise(setImmediate)
    await work().catch(() => {})
  }
  const round = async (n: number) => {
    const mark = `zr${n}x${Math.floor(random() * 1e9)}zr`
    marks.push(mark)
    const email = `${mark}@race.example`
    const customer = await makeCustomer(db, { email, name: mark })
    const contact = await makeContact(db, {
      brandKey: 'nordly',
      departmentKey: 'service',
      customerId: customer.id,
      reference: mark,
    })
    const invitation = await makeInvitation(db, {
      contactId: contact.id,
      customerId: customer.id,
      expiresAt: NEXT,
    })
    const response = await makeResponse(db, {
      invitationId: invitation.id,
      score: 1,
      answers: { score: 1, words: mark },
    })
    const { id } = await makeCase(db, {
      contactId: contact.id,
      responseId: response.id,
      accountableId: people.anna.id,
      promise: 'first word',
    })
    await addLink(deps, db, 'case', id, NEXT)
    await addLink(deps, db, 'survey', invitation.id, NEXT)
    const [token, survey] = await Promise.all(
      (['case', 'survey'] as const).map(
        async (what) => (await linkOf(deps, what, what === 'case' ? id : invitation.id)).split('/').at(-1)!,
      ),
    )
    await sql`insert into outbox (kind, destination, lane, once_key, payload, due_at, created_at)
      values ('escalation', 'slack:T0001:C0001', ${`case:${id}`}, ${`escalation:${id}`}, ${sql.json({ case: id })}, ${clock.now}, ${clock.now})`
    const picture = { type: 'image/png', bytes: new Uint8Array([1]), width: 1, height: 1 } as unknown as Clean
    const by = () => ({ token: token!, formId: randomUUID(), now: clock.now })
    const send = async () => {
      await sql`update destinations set pace_ms = 0, next_at = '-infinity'`
      await drain(deps, handlers)
    }
    const works = [
      () => eraseCustomer(deps, { customer: customer.id, force: true, now: clock.now, ...OPERATOR }),
      send,
      () => say(deps, { ...by(), words: `said ${mark}` }),
      () =>
        stage.submit('UANNA', 'apologise', id, {
          text: `I am sorry for what happened to you ${mark} and I mean it.`,
          next: '2026-03-12',
        }),
      () => submitResponse(deps, { token: survey!, step: { words: `again ${mark}` }, now: clock.now }),
      () => addPictures(deps, { ...by(), words: `seen ${mark}`, pictures: [picture] }),
      () => sendDigestNow(deps, { department: 'service', now: clock.now }),
      () =>
        db.transaction((tx) =>
          recordContact(
            deps,
            tx,
            contactInput.parse({
              source: 'race',
              externalId: mark,
              channel: 'chat',
              brand: 'nordly',
              department: 'service',
              reference: mark,
              customer: { email, name: mark },
              endedAt: clock.now.toISOString(),
            }),
            clock.now,
          ),
        ),
    ]
    await Promise.all([...works].sort(() => random() - 0.5).map(after))
    // Contacts that came in first may have made the erasure wait in vain; it is asked for again, as a person would
    await eraseCustomer(deps, { customer: customer.id, force: true, now: clock.now, ...OPERATOR })
    await send()
  }
  // Several at once: each waits most of its time for the others' locks
  for (let n = 0; n < rounds; n += AT_ONCE)
    await Promise.all(Array.from({ length: AT_ONCE }, (_, k) => round(n + k)))
  const [met] = await sql`
    select pg_stat_force_next_flush(), deadlocks::int as n from pg_stat_database where datname = current_database()`
  console.log(`${rounds} rounds met ${met!.n} deadlocks`)
  await stage.settle()
  const copy = (await stage.textOf()) + JSON.stringify(stage.shown)
  return marks.filter((mark) => copy.includes(mark)).map((mark) => stage.where(copy, mark))
}
