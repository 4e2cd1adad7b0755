import { strToU8 } from 'fflate'
import { type Db, sqlOf } from '../../db/client.ts'
import type { PictureStore } from '../../integrations/pictures/pictures.ts'
import { audit, type Deed } from '../audit/audit.ts'
import type { Case } from '../cases/case.ts'
import { loadCase } from '../cases/caseFile.ts'
import { type Actor, rightsOn } from '../cases/rights.ts'
import { DomainError } from '../errors.ts'
import { EVENT_RULES } from '../privacy/eventRules.ts'
import { type Entry, pictureEntry, zipped } from './zip.ts'

type With = { db: Db; pictures?: PictureStore }
type Row = Record<string, unknown>
type Wanted = { found: Case; now: Date } & Pick<Deed, 'by' | 'from'>
export type CasePack = { name: string; zip: ReadableStream<Uint8Array> }

/**
 * One zip of a case, for an ombudsman: what happened and when, the messages as they were sent and received, remedies, the
 * finding, pictures. Notes among staff and who was heard are left out, and it says so. Its files are read one by one, so
 * that it never lies in memory whole. Who asks must have been let in before. Noted in the audit log.
 */
export const casePack = async (
  { db, pictures }: With,
  { found, now, by, from }: Wanted,
): Promise<CasePack> => {
  const { id, number } = found
  await audit(db, { kind: 'case.exported', by, from, id, facts: {}, now })
  const { files, images } = await contents(db, found, now)
  const entries = async function* (): AsyncGenerator<Entry> {
    for (const [name, value] of Object.entries(files)) yield { name, bytes: strToU8(value) }
    for (const [n, image] of images.entries()) yield pictureEntry(pictures, image, n + 1)
  }
  return { name: `case-${number}.zip`, zip: zipped(entries(), now) }
}

/** The same on the desk, for management and managers of its department. Undefined: not for them. */
export const casePackFor = async (
  deps: With,
  { caseId, actor, now }: { caseId: string; actor: Actor; now: Date },
): Promise<CasePack | undefined> => {
  const found = await packable(deps.db, caseId, actor)
  return found && casePack(deps, { found, now, by: { kind: 'person', id: actor.id }, from: { door: 'desk' } })
}

/** The case, if this person may have its pack. */
export const packable = async (db: Db, caseId: string, actor: Actor): Promise<Case | undefined> => {
  try {
    const found = await loadCase(db, caseId)
    return (await rightsOn(db, found, actor)).may('manager') ? found : undefined
  } catch (error) {
    if (error instanceof DomainError) return undefined
    throw error
  }
}

const contents = async (db: Db, found: Case, now: Date) => {
  const sql = sqlOf(db)
  const events = await sql<
    { kind: keyof typeof EVENT_RULES; at: Date; text: string | null; data: Row | null }[]
  >`
    select kind, at, text, data from case_events where case_id = ${found.id} order by id`
  const remedies = await sql<Row[]>`
    select kind, statutory, ground, amount, currency, words, promised_at, due_at, done_at, reference, change_asked,
      withdrawn_at, withdrawn_reason, dispute_body from remedies where case_id = ${found.id} order by promised_at, id`
  const [finding] = await sql<Row[]>`
    select version, cause, cause_words, factors, departments, solution, prevention, to_customer, at from findings
    where case_id = ${found.id}`
  const images = await sql<{ key: string; type: string }[]>`
    select key, type from pictures where case_id = ${found.id} and event_id is not null and proposal_id is null order by at, id`
  const told = events.map(({ kind, at, text, data }) => {
    const internal = EVENT_RULES[kind]?.text === 'internal'
    return {
      at,
      kind,
      by: WHOSE[EVENT_RULES[kind]?.text ?? 'internal'],
      ...(internal ? {} : { text, ...data }),
    }
  })
  const [person] = await sql<Row[]>`
    select u.name, u.email, u.phone, b.name as brand from customers u, brands b
    where u.id = ${found.customerId} and b.key = ${found.brandKey}`
  const { brand, ...customer } = person ?? {}
  const { number, department, state, severity, reference, openedAt, endedAt, confirmedAt, answers } = found
  const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`
  const about = {
    number,
    customer,
    brand,
    department,
    state,
    severity,
    reference,
    openedAt,
    confirmedAt,
    endedAt,
    answers,
  }
  const files = {
    'README.txt': `Case ${number}, ${brand}, as it stood on ${now.toISOString()}.\n
timeline.txt   what happened, with the messages as they were sent and received; times are UTC
case.json      the case, and what the customer answered
timeline.json, remedies.json, finding.json: the same for machines
pictures/      what the customer added: ${images.length}\n
Left out: notes among staff, the words of people who were heard, pictures of partners.\n`,
    'timeline.txt': told.map(lineOf).join('\n'),
    'case.json': json(about),
    'timeline.json': json(told),
    'remedies.json': json(remedies),
    'finding.json': json(finding ?? null),
  }
  return { files, images }
}

const WHOSE = { customer: 'customer', sent: 'staff', internal: 'internal' } as const

const lineOf = ({
  at,
  kind,
  by,
  text,
}: {
  at: Date
  kind: string
  by: string
  text?: string | null
}): string =>
  [
    `${at.toISOString().slice(0, 16).replace('T', ' ')}  ${kind}${by === 'internal' ? '' : ` (${by})`}`,
    ...(text ? text.split('\n').map((line) => `    ${line}`) : []),
    '',
  ].join('\n')
