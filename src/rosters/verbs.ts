import type { Db } from '../../db/client.ts'
import type { Card } from '../../integrations/chat.ts'
import type { As } from '../audit/audit.ts'
import { textOf } from '../cases/formValues.ts'
import { timeOf } from '../cases/labels.ts'
import type { Asked, OtherVerb, Who } from '../cases/verb.ts'
import type { Actor } from '../directory/accounts.ts'
import { sayDiscovery } from '../discoveries/say.ts'
import { DomainError } from '../errors.ts'
import { FEWEST_ANSWERS, peoplePrivacy } from '../privacy/people.ts'
import { followRoster } from './follow.ts'
import { importRoster } from './import.ts'
import { onDutyIn } from './onDuty.ts'
import { faultText, isZone, RosterError, type RosterFault } from './roster.ts'

/** What a person pastes; the API and the command line take more. */
const LONGEST_PASTED = 50_000

type Mine = {
  key: string
  name: string
  timeZone: string
  url: string | null
  importedAt: Date | null
  problem: string | null
  shifts: number
}

/** Departments whose own manager this person is, with what is kept of their rosters. */
const mine = async ({ $client: sql }: Db, { id }: Actor): Promise<Mine[]> => sql<Mine[]>`
  select d.key, d.name, d.time_zone, r.url, r.imported_at, r.problem,
    (select count(*)::int from duties t where t.department_key = d.key) as shifts
  from departments d join department_people m on m.department_key = d.key and m.role = 'manager' and m.person_id = ${id}
    left join rosters r on r.department_key = d.key
  where d.kind = 'department' and d.active order by d.name`

const oneOfMine = async (db: Db, { subject, by }: Pick<Asked, 'subject' | 'by'>): Promise<Mine> => {
  const found = (await mine(db, by)).find(({ key }) => key === subject)
  if (!found) throw new DomainError('forbidden', ({ rosters: say }) => say.notYours)
  if (!(await peoplePrivacy(db))) throw new DomainError('forbidden', ({ rosters: say }) => say.off)
  return found
}

/** A manager's rosters, for the manager alone, and the patterns of the last five weeks. */
export const rostersOf = async (db: Db, { by, words, now }: Who): Promise<Card[]> => {
  const say = words.rosters
  const plain = (title: string, text: string): Card => ({
    title,
    summary: title || text,
    tone: 'plain',
    parts: [{ kind: 'text', text }],
    actions: [],
  })
  if (!(await peoplePrivacy(db))) return [plain('', say.off)]
  const departments = await mine(db, by)
  if (departments.length === 0) return [plain('', say.notYours)]
  return [
    ...departments.map((one) => rosterCard(one, { by, words, now })),
    ...(await patternsOf(db, departments, words, now)),
  ]
}

const rosterCard = (
  { key, name, url, importedAt, shifts, problem, timeZone }: Mine,
  { words }: Who,
): Card => {
  const say = words.rosters
  const faults = problem ? (JSON.parse(problem) as RosterFault[]) : []
  const facts: [string, string | null][] = [
    [say.shifts, shifts > 0 || importedAt ? String(shifts) : null],
    [say.followed, url],
    [say.read, importedAt && timeOf({ timeZone }, importedAt, words)],
    [say.wrong, faults.map((one) => faultText(one, words)).join('\n') || null],
  ]
  const known = facts.flatMap(([label, value]) => (value ? [{ label, value }] : []))
  return {
    title: say.title(name),
    summary: say.title(name),
    tone: faults.length > 0 ? 'bad' : 'plain',
    subject: key,
    parts: [known.length > 0 ? { kind: 'facts', facts: known } : { kind: 'text', text: say.none }],
    actions: [{ verb: 'set-roster', label: say.set, opens: 'form' }],
  }
}

const WEEKS = 35 * 24 * 3600_000
const patternsOf = async (
  { $client: sql }: Db,
  departments: Mine[],
  words: Who['words'],
  now: Date,
): Promise<Card[]> => {
  const keys = JSON.stringify(departments.map(({ key }) => key))
  const found = await sql<(Parameters<typeof sayDiscovery>[0] & { timeZone: string })[]>`
    select f.id, f.kind, f.facts, b.name as brand_name, d.time_zone from discoveries f join departments d on d.key = f.department_key
      left join brands b on b.key = f.facts -> 'among' ->> 'brand'
    where f.kind = 'pattern' and f.department_key in (select jsonb_array_elements_text(${keys}::jsonb))
      and f.found_at > ${new Date(now.getTime() - WEEKS)} order by f.found_at desc limit 10`
  return found.map((one): Card => {
    const text = sayDiscovery(one, words, { timeZone: one.timeZone })
    return {
      title: '',
      summary: text,
      tone: 'plain',
      subject: one.id,
      parts: [{ kind: 'text', text }],
      actions: [{ verb: 'on-duty', label: words.rosters.onDuty.label, opens: 'nothing' }],
    }
  })
}

/** Pasted, or an address that is read by the clock. */
export const setRoster: OtherVerb = {
  form: async ({ db }, asked) => {
    const { key, timeZone, url } = await oneOfMine(db, asked)
    const say = asked.words.rosters.form
    const line = { kind: 'text' as const, required: false, max: 2000 }
    return {
      id: asked.formId,
      verb: 'set-roster',
      subject: key,
      title: say.title,
      submit: say.submit,
      intro: [],
      fields: [
        { ...line, name: 'text', ...say.text, multiline: true, max: LONGEST_PASTED },
        { ...line, name: 'zone', ...say.zone, initial: timeZone, max: 60 },
        { ...line, name: 'url', ...say.url, ...(url && { initial: url }) },
      ],
    }
  },
  run: async ({ db }, given) => {
    const { key, url: followed } = await oneOfMine(db, given)
    const { values, now } = given
    const say = (field: string, kind: 'either' | 'unknown zone') =>
      new DomainError(
        'invalid',
        ({ rosters }) =>
          kind === 'either'
            ? rosters.form.either
            : rosters.faults[kind](String(values.zone ?? '').slice(0, 60)),
        field,
      )
    const as: As = { by: { kind: 'person', id: given.by.id }, from: { door: 'chat' } }
    if (values.text) {
      const zone = values.zone ? textOf(given, 'zone', { max: 60 }) : undefined
      if (zone && !isZone(zone)) throw say('zone', 'unknown zone')
      const text = textOf(given, 'text', { max: LONGEST_PASTED })
      const { shifts, people } = await importRoster(db, {
        department: key,
        handed: { text, zone },
        as,
        now,
      }).catch((error) => {
        throw error instanceof RosterError ? new DomainError('invalid', error.says, 'text') : error
      })
      return { notice: ({ rosters }) => rosters.stored(shifts, people) }
    }
    const url = values.url ? textOf(given, 'url', { max: 2000 }) : undefined
    if (!url) throw say('text', 'either')
    if (url !== followed) await followRoster(db, { department: key, url, as, now })
    return { notice: ({ rosters }) => rosters.willRead }
  },
}

/** Who was on duty in a pattern's hours, to the person who asks alone. */
export const onDuty: OtherVerb = {
  run: async ({ db }, { subject, by, words }) => {
    const say = words.rosters.onDuty
    const { pattern, people, timeZone } = await onDutyIn(db, subject, by)
    const names = people && new Intl.ListFormat(words.locale).format(people)
    const text = names
      ? say.people(names, `${sayDiscovery(pattern, words, { timeZone })}\n${say.lead}`)
      : people
        ? say.few(FEWEST_ANSWERS)
        : say.nobody
    return { kind: 'notice', text }
  },
}
