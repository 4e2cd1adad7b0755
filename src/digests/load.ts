import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { type CaseState, departments, digests, OPEN_STATES } from '../../db/schema/index.ts'
import type { MessageRef } from '../../integrations/chat.ts'
import type { Discovery } from '../discoveries/discovery.ts'
import { readDiscoveries } from '../discoveries/read.ts'
import { DomainError } from '../errors.ts'
import { type Improvement, readImprovements, standingOf } from '../improvements/improvement.ts'
import { localDate } from '../time.ts'
import { type Before, fromBefore } from './before.ts'
import type { Department, Digest } from './digest.ts'
import { readers, within } from './scope.ts'

/** A case as it stands when the digest is rendered. */
export type Live = {
  id: string
  number: number
  open: boolean
  untaken: boolean
  accountable: string
  customer: string | null
  words: string | null
  abusive: boolean
  message: MessageRef | null
  /** What the customer said at the end. */
  thanks: string | null
}
type Praise = { who: string; words: string | null; department: string }

/** A digest with what is read when it is rendered: it stores no words of people. */
export type Loaded = {
  id: string
  home: Department
  person: string | null
  /** Names of the departments it covers, where those are not its home alone. */
  names: string[]
  localDate: string
  digest: Digest
  cases: Map<string, Live>
  kudos: Praise[]
  found: Discovery[]
  /** Overdue, or measured and to be closed. */
  improvements: Improvement[]
  message: MessageRef | null
}

type Row = Pick<Loaded, 'id' | 'home' | 'person' | 'localDate' | 'digest' | 'message'> & { covers: string[] }

/** Throws `unknown`. An entry of before names the department and the date. */
export const loadDigest = async (
  db: Tx,
  payload: { digest?: unknown; department?: unknown; date?: unknown },
): Promise<Loaded> => {
  const [row] = await db
    .select()
    .from(digests)
    .innerJoin(departments, eq(departments.key, digests.departmentKey))
    .where(
      payload.digest
        ? eq(digests.id, String(payload.digest))
        : and(
            eq(digests.departmentKey, String(payload.department)),
            eq(digests.localDate, String(payload.date)),
            sql`${digests.edition} = 'daily' and ${digests.personId} is null`,
          ),
    )
  if (!row) throw new DomainError('unknown', ({ digest: say }) => say.notYours)
  const { digests: stored, departments: home } = row
  const digest = stored.digest as Digest | Before
  return withLive(db, {
    id: stored.id,
    home,
    person: stored.personId,
    localDate: stored.localDate,
    message: stored.message,
    digest: 'version' in digest ? digest : fromBefore(digest, home.timeZone),
    covers: 'version' in digest ? digest.covers : [home.key],
  })
}

/** Adds what is read at this moment. */
export const withLive = async (db: Tx, { covers, ...row }: Row): Promise<Loaded> => {
  const { digest, home } = row
  const wanted = [...digest.needs.map((need) => need.case), digest.thanks].filter(
    (id) => id !== null && id !== '',
  )
  const names = await db.execute<{ name: string }>(sql`
    select name from departments d where ${within({ departments: covers }, 'd.key')} order by name`)
  const found =
    digest.found.length === 0
      ? []
      : await readDiscoveries(db, {
          departments: covers,
          from: digest.from,
          to: localDate(home.timeZone, new Date(digest.at)),
        })
  return {
    ...row,
    names: covers.length === 1 && covers[0] === home.key ? [] : names.map(({ name }) => name),
    cases: await liveCases(db, row, wanted as string[]),
    kudos: await praise(db, digest.kudos),
    found: digest.found.flatMap((id) => found.find((one) => one.id === id) ?? []),
    improvements: (await readImprovements(db, { departments: covers })).filter((one) =>
      ['late', 'measured'].includes(standingOf(one, row.localDate)),
    ),
  }
}

const ids = (list: string[]) =>
  sql`(select value::uuid from jsonb_array_elements_text(${JSON.stringify(list)}::jsonb))`

const liveCases = async (
  db: Tx,
  scope: Pick<Row, 'home' | 'person'>,
  wanted: string[],
): Promise<Map<string, Live>> => {
  if (wanted.length === 0) return new Map()
  const rows = await db.execute<Omit<Live, 'open' | 'untaken'> & { state: CaseState }>(sql`
    select k.id, k.number, k.state, p.name as accountable, coalesce(c.customer_name, u.name) as customer,
      coalesce(r.answers, k.said) ->> 'words' as words, k.abusive_at is not null as abusive, k.message,
      (select e.text from case_events e where e.case_id = k.id and e.kind = 'answered' and e.data ->> 'answer' = 'yes'
        and e.text <> '' order by e.id desc limit 1) as thanks
    from cases k join contacts c on c.id = k.contact_id join customers u on u.id = k.customer_id
      join people p on p.id = k.accountable_id left join responses r on r.id = k.response_id
    where k.id in ${ids(wanted)} and not ${readers(scope)}`)
  return new Map(
    rows.map(({ state, ...one }) => [
      one.id,
      { ...one, open: (OPEN_STATES as readonly string[]).includes(state), untaken: state === 'open' },
    ]),
  )
}

const praise = async (db: Tx, responses: string[]): Promise<Praise[]> => {
  if (responses.length === 0) return []
  return db.execute<Praise>(sql`
    select r.answers ->> 'kudos' as who, r.answers ->> 'good' as words, d.name as department
    from responses r join departments d on d.key = r.department_key
    where r.id in ${ids(responses)} and r.answers ->> 'kudos' <> '' and r.kind = 'satisfied'
    order by r.revised_at, r.id`)
}
