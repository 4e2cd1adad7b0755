import { type Db, sqlOf, type Tx } from '../../db/client.ts'
import { WebhookError } from '../../integrations/webhooks/webhook.ts'
import { type As, audit, CLOCK } from '../audit/audit.ts'
import type { OpsDeps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { needPeoplePrivacy } from '../privacy/people.ts'
import { readCsv } from './csv.ts'
import { readIcal } from './ical.ts'
import { LONGEST_MS, MOST_BYTES, MOST_SHIFTS, RosterError, type RosterFault, type Shift } from './roster.ts'

const DAY = 24 * 3600_000
/** Repeated events are followed so far ahead. */
const AHEAD = 400 * DAY

/** What is handed in: a text (iCal, or a table, whose times are of `zone` where they name none), or shifts already read. */
export type Handed = { text: string; zone?: string } | { shifts: Shift[] }
export type Imported = { shifts: number; people: number }

/**
 * Takes a department's roster, whole or not at all: it replaces what is kept from its first shift on, and what was before
 * stays, as long as organisation.yaml says (`privacy.people.retention`). Throws RosterError naming lines and fields,
 * `unknown`, and `forbidden` while figures on people are off.
 */
export const importRoster = async (
  db: Db,
  { department, handed, now, as = CLOCK }: { department: string; handed: Handed; now: Date; as?: As },
): Promise<Imported> => {
  const { retention } = await needPeoplePrivacy(db)
  const [place] = await db.$client<{ timeZone: string }[]>`
    select time_zone from departments where key = ${department} and kind = 'department' and active`
  if (!place) throw new DomainError('unknown', ({ rosters: say }) => say.unknown(department), 'department')
  const within = { from: new Date(now.getTime() - retention * DAY), to: new Date(now.getTime() + AHEAD) }
  const read = 'text' in handed ? readText(handed, { dayZone: place.timeZone, within }) : handed.shifts
  if (read.length > MOST_SHIFTS) throw new RosterError([{ kind: 'too many', said: String(MOST_SHIFTS) }])
  const shifts = await namedShifts(db, department, read)
  const kept = shifts.filter(({ from, to }) => to > within.from && from < within.to)
  if (kept.length === 0) throw new RosterError([{ kind: 'no shifts' }])
  const facts = { shifts: kept.length, people: new Set(kept.map(({ person }) => person)).size }
  await db.transaction(async (tx) => {
    await keep(tx, department, kept, now)
    await audit(tx, { kind: 'roster.imported', ...as, id: department, facts, now })
  })
  return facts
}

type Reading = Parameters<typeof readIcal>[1]
const readText = ({ text, zone }: { text: string; zone?: string }, reading: Reading): Shift[] => {
  if (Buffer.byteLength(text) > MOST_BYTES)
    throw new RosterError([{ kind: 'too large', said: String(MOST_BYTES) }])
  return /^\uFEFF?\s*BEGIN:VCALENDAR/i.test(text) ? readIcal(text, reading) : readCsv(text, zone)
}

type Named = Shift & { person: string }

/** By e-mail, or by a name that one person has; a person is in one place at a time. Throws RosterError. */
const namedShifts = async ({ $client: sql }: Db, department: string, read: Shift[]): Promise<Named[]> => {
  const people = await sql<{ id: string; email: string; name: string; here: boolean }[]>`
    select p.id, p.email, p.name, exists (
      select from department_people m where m.person_id = p.id and m.department_key = ${department}) as here
    from people p where p.active`
  const emails = new Map(people.map((one) => [one.email.toLowerCase(), one.id]))
  const names = new Map<string, { id: string; here: boolean }[]>()
  for (const one of [...people]) names.set(plain(one.name), [...(names.get(plain(one.name)) ?? []), one])
  const faults: RosterFault[] = []
  const shifts = read.flatMap((shift): Named[] => {
    const { who, line, field, from, to } = shift
    const wrong = (kind: RosterFault['kind'], at = field): Named[] => {
      faults.push({ line, field: at, kind, said: who })
      return []
    }
    if (to <= from) return wrong('ends before', 'to')
    if (to.getTime() - from.getTime() > LONGEST_MS) return wrong('too long', 'to')
    const same = names.get(plain(who)) ?? []
    const mine = same.filter(({ here }) => here)
    const [one, ...more] = mine.length > 0 ? mine : same
    const person = emails.get(who.trim().toLowerCase()) ?? one?.id
    if (person === undefined) return wrong('unknown person')
    if (more.length > 0 && !emails.has(who.trim().toLowerCase())) return wrong('several people')
    return [{ ...shift, person }]
  })
  faults.push(...overlaps(shifts))
  if (faults.length > 0) throw new RosterError(faults)
  return shifts
}

const plain = (name: string) => name.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim()

const overlaps = (shifts: Named[]): RosterFault[] => {
  const sorted = [...shifts].sort((a, b) =>
    a.person < b.person ? -1 : a.person > b.person ? 1 : +a.from - +b.from,
  )
  return sorted.flatMap((one, at): RosterFault[] => {
    const before = sorted[at - 1]
    if (before?.person !== one.person || one.from >= before.to) return []
    return [{ line: one.line, field: one.field, kind: 'overlap', said: String(before.line) }]
  })
}

const keep = async (tx: Tx, department: string, shifts: Named[], now: Date): Promise<void> => {
  const sql = sqlOf(tx)
  const first = new Date(Math.min(...shifts.map(({ from }) => +from)))
  const rows = shifts.map(({ person, from, to }) => ({ person, from, to }))
  // When two come at once, the second replaces what the first has kept
  await sql`
    insert into rosters (department_key, imported_at, shifts) values (${department}, ${now}, ${rows.length})
    on conflict (department_key) do update set imported_at = excluded.imported_at, shifts = excluded.shifts, problem = null`
  await sql`delete from duties where department_key = ${department} and starts_at >= ${first}`
  await sql`
    update duties set ends_at = ${first} where department_key = ${department} and ends_at > ${first}`
  await sql`
    insert into duties (department_key, person_id, starts_at, ends_at)
    select ${department}, person, "from", "to" from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as x(person uuid, "from" timestamptz, "to" timestamptz)`
}

/** Reads the address that a department follows, and takes what is there. Throws RosterError. */
export const readAddress = async (
  { db, webhookClient }: Pick<OpsDeps, 'db' | 'webhookClient'>,
  { department, url, now }: { department: string; url: string; now: Date },
): Promise<Imported> => {
  const text = await webhookClient.get(url, MOST_BYTES).catch((error) => {
    if (!(error instanceof WebhookError)) throw error
    throw new RosterError([unread(error)])
  })
  return importRoster(db, { department, handed: { text }, now })
}

const unread = ({ kind, message }: WebhookError): RosterFault => {
  if (/longer than/.test(message)) return { kind: 'too large', said: String(MOST_BYTES) }
  return kind === 'person'
    ? { kind: 'not public' }
    : { kind: 'address', said: /\b[1-5]\d\d\b/.exec(message)?.[0] }
}
