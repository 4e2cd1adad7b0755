import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { departments, digestPlans, EDITIONS, type Edition } from '../../db/schema/index.ts'
import type { Card, Choice, Field, Form } from '../../integrations/chat.ts'
import type { OtherVerb, Who } from '../cases/verb.ts'
import type { Deps } from '../deps.ts'
import { managedBy } from '../directory/manages.ts'
import { DomainError } from '../errors.ts'
import type { StaffWords } from '../locales/staff.ts'
import type { Department } from './digest.ts'
import { chosenBy, DEFAULT } from './plans.ts'

const VERB = 'digest-settings'
const hourName = (hour: number) => `${String(hour).padStart(2, '0')}:00`

/** The departments whose digests a person may set, management's own among them; empty for who manages none. */
const offered = async (tx: Tx, person: string): Promise<Department[]> => {
  const { departments: keys, management } = await managedBy(tx, person)
  const all = await tx
    .select()
    .from(departments)
    .where(eq(departments.active, true))
    .orderBy(departments.name)
  return all.filter(({ key, kind }) => (kind === 'management' ? management : keys.includes(key)))
}

const nameOf = ({ kind, name }: Department, { digest: { settings: say } }: StaffWords) =>
  kind === 'management' ? say.departments.management(name) : name

/** Where, what and when a manager has digests. Empty values keep what organisation.yaml says. */
export const digestSettings: OtherVerb = {
  form: async ({ db }, { by, words, formId }) => {
    const own = await offered(db, by.id)
    if (own.length === 0) throw new DomainError('forbidden', ({ digest: say }) => say.settings.nothing)
    return drawn(own, await chosenBy(db, by.id), formId || randomUUID(), words)
  },
  run: async (deps, { by, values, now }) => {
    const own = await offered(deps.db, by.id)
    const wanted = listOf(values.departments)
    const chosen = own.filter(({ key }) => wanted.includes(key))
    if (own.length === 0) throw new DomainError('forbidden', ({ digest: say }) => say.settings.nothing)
    if (chosen.length === 0)
      throw new DomainError('invalid', ({ digest: say }) => say.settings.choose, 'departments')
    const editions = EDITIONS.filter((one) => listOf(values.editions).includes(one))
    const given = /^\d{1,2}$/.test(String(values.hour)) ? Number(values.hour) : null
    const set = { editions, hour: given !== null && given < 24 ? given : null, changedBy: by.id }
    await deps.db.transaction(async (tx) => {
      if (values.place === 'direct')
        await choose(tx, { personId: by.id }, { ...set, departments: coveredBy(chosen, own) }, now)
      else
        for (const { key } of chosen)
          await choose(tx, { departmentKey: key }, { ...set, departments: [key] }, now)
    })
    return { notice: ({ digest: say }) => say.settings.saved }
  },
}

const listOf = (value: string | string[] | undefined): string[] => (value ? [value].flat() : [])
/** Management's own stands for all. */
const coveredBy = (chosen: Department[], own: Department[]) =>
  (chosen.some(({ kind }) => kind === 'management') ? own : chosen)
    .filter(({ kind }) => kind === 'department')
    .map(({ key }) => key)

type Whose = { personId: string } | { departmentKey: string }
type Set = { departments: string[]; editions: Edition[]; hour: number | null; changedBy: string }

/** What organisation.yaml says anyway is not kept; a person who wants none has no row. */
const choose = async (tx: Tx, whose: Whose, set: Set, since: Date): Promise<void> => {
  const column = 'personId' in whose ? digestPlans.personId : digestPlans.departmentKey
  const of = eq(column, 'personId' in whose ? whose.personId : whose.departmentKey)
  const usual = set.hour === null && String(set.editions) === String(DEFAULT)
  if ('personId' in whose ? set.editions.length === 0 : usual) {
    await tx.delete(digestPlans).where(of)
    return
  }
  await tx
    .insert(digestPlans)
    .values({ ...whose, ...set, since })
    .onConflictDoUpdate({ target: column, set })
}

const drawn = (
  own: Department[],
  { own: mine, channels }: Awaited<ReturnType<typeof chosenBy>>,
  id: string,
  words: StaffWords,
): Form => {
  const say = words.digest.settings
  const first = channels.find(({ departmentKey }) => own.some(({ key }) => key === departmentKey))
  const now = mine ?? first
  const choice = (value: string, label: string): Choice => ({ value, label })
  const fields: Field[] = [
    {
      kind: 'choice',
      name: 'place',
      label: say.place.label,
      required: true,
      choices: [choice('channel', say.place.channel), choice('direct', say.place.direct)],
      initial: mine ? 'direct' : 'channel',
    },
    {
      kind: 'choices',
      name: 'departments',
      label: say.departments.label,
      required: true,
      choices: own.map((one) => choice(one.key, nameOf(one, words))),
      initial: own
        .map(({ key }) => key)
        .filter((key) => !now || now.departments.includes(key) || now.departmentKey === key),
    },
    {
      kind: 'choices',
      name: 'editions',
      label: say.editions.label,
      hint: say.editions.hint,
      required: false,
      choices: EDITIONS.map((one) => choice(one, say.editions[one])),
      initial: now?.editions ?? DEFAULT,
    },
    {
      kind: 'choice',
      name: 'hour',
      label: say.hour.label,
      required: true,
      choices: [
        choice('usual', say.hour.usual),
        ...Array.from({ length: 24 }, (_, hour) => choice(String(hour), hourName(hour))),
      ],
      initial: now?.hour == null ? 'usual' : String(now.hour),
    },
  ]
  return {
    id,
    verb: VERB,
    subject: '',
    title: say.title,
    submit: say.submit,
    intro: [],
    fields,
    language: words.language,
  }
}

/** In the personal view of a manager: what digests there are, and the way to change them. */
export const digestsOf = async ({ db }: Deps, { by, words }: Pick<Who, 'by' | 'words'>): Promise<Card[]> => {
  const own = await offered(db, by.id)
  if (own.length === 0) return []
  const say = words.digest.settings
  const { own: mine, channels } = await chosenBy(db, by.id)
  const said = (editions: Edition[], hour: number | null, usual?: number) => {
    const at = hour ?? usual
    return say.now(
      editions.length > 0 ? editions.map((one) => words.digest.editions[one]).join(', ') : say.never,
      at === undefined || editions.length === 0 ? '' : say.at(hourName(at)),
    )
  }
  const facts = own.map((one) => {
    const chosen = channels.find(({ departmentKey }) => departmentKey === one.key)
    return {
      label: say.channelFor(one.name),
      value: said(chosen?.editions ?? DEFAULT, chosen?.hour ?? null, one.digestHour),
    }
  })
  return [
    {
      title: say.title,
      summary: say.title,
      tone: 'plain',
      parts: [
        {
          kind: 'facts',
          facts: [
            ...facts.slice(0, SHOWN),
            ...(mine ? [{ label: say.mine, value: said(mine.editions, mine.hour) }] : []),
          ],
        },
      ],
      actions: [{ verb: VERB, label: say.command, opens: 'form' }],
      subject: by.id,
      language: words.language,
    },
  ]
}
const SHOWN = 8
