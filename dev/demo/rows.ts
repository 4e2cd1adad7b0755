import type { Sql } from '../../db/client.ts'
import { praises } from '../../src/kudos/rows.ts'
import { isToJudge } from '../../src/responses/judgeable.ts'
import { hash, token } from '../../src/tokens.ts'
import { assess } from '../../surveys/assess.ts'
import { csat } from '../../surveys/csat.ts'
import type { Dice } from './dice.ts'
import { DAY, MINUTE, type Planned } from './plan.ts'

/** Rows of one table in one statement. JSON leaves out what is undefined: give every column, null where it has none. */
const insert = async (sql: Sql, table: string, rows: Record<string, unknown>[]): Promise<void> => {
  if (rows.length === 0) return
  const columns = Object.keys(rows[0]!).join(', ')
  await sql.unsafe(
    `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1::text::jsonb)`,
    [JSON.stringify(rows)],
  )
}

const once = <T>(rows: T[], key: (row: T) => string): T[] =>
  [...new Map(rows.toReversed().map((row) => [key(row), row])).values()].reverse()

/** What is written of an answer that opens no case. */
type Quiet = Planned & { answer: NonNullable<Planned['answer']> }
export const isDissatisfied = ({ answer }: Planned): boolean => answer !== null && answer.answers.score <= 2

/**
 * Contacts, invitations and the answers that open no case, in a few statements: twelve thousand one by one would take a
 * minute. No mail is planned for the past. Gives the survey links of those whose answer opens a case, by invitation.
 */
export const insertContacts = async (
  sql: Sql,
  { all, dice, tokenKey }: { all: Planned[]; dice: Dice; tokenKey: string },
): Promise<Map<string, string>> => {
  await insert(
    sql,
    'customers',
    once(all, ({ customerId }) => customerId).map((one) => ({
      id: one.customerId,
      email: one.email,
      name: one.customerName,
      created_at: one.endedAt,
    })),
  )
  await insert(
    sql,
    'matters',
    all.map((one) => ({
      id: one.matterId,
      customer_id: one.customerId,
      reference: one.reference,
      created_at: one.endedAt,
    })),
  )
  await insert(
    sql,
    'contacts',
    all.map((one) => ({
      id: one.id,
      source: 'demo',
      external_id: one.id,
      channel: one.channel,
      brand_key: one.brand,
      department_key: one.department,
      staff_member: one.staffMember,
      customer_id: one.customerId,
      matter_id: one.matterId,
      customer_name: one.customerName,
      reference: one.reference,
      started_at: one.startedAt,
      ended_at: one.endedAt,
      language: one.language,
      time_zone: one.timeZone,
      zone_given: false,
      received_at: one.endedAt,
    })),
  )
  await insert(
    sql,
    'invitations',
    all.map((one) => invitationRow(one)),
  )
  const tokens = await insertLinks(sql, { all: all.filter(isDissatisfied), dice, tokenKey })
  await insertAnswers(
    sql,
    all.filter((one): one is Quiet => one.answer !== null && !isDissatisfied(one)),
  )
  return tokens
}

const invitationRow = (one: Planned) => ({
  id: one.invitationId,
  contact_id: one.id,
  customer_id: one.customerId,
  department_key: one.department,
  survey: csat.key,
  asked: one.asked,
  rate: one.rate,
  state: one.reason ? 'not asked' : 'sent',
  reason: one.reason,
  planned_for: one.reason ? null : one.sentAt,
  sent_at: one.reason ? null : one.sentAt,
  reminded_at: one.remindedAt,
  expires_at: one.reason ? null : new Date(one.sentAt.getTime() + 14 * DAY),
  created_at: one.endedAt,
})

const insertLinks = async (
  sql: Sql,
  { all, dice, tokenKey }: { all: Planned[]; dice: Dice; tokenKey: string },
) => {
  const links = all.map(({ invitationId, sentAt }) => {
    const nonce = Buffer.from(Array.from({ length: 32 }, () => dice.whole(0, 256)))
    return { invitationId, sentAt, nonce, token: token(tokenKey, 'survey', invitationId, nonce) }
  })
  await insert(
    sql,
    'links',
    links.map(({ invitationId, sentAt, nonce, token: secret }) => ({
      hash: `\\x${hash(secret).toString('hex')}`,
      purpose: 'survey',
      undone: 0,
      subject_id: invitationId,
      nonce: `\\x${nonce.toString('hex')}`,
      expires_at: new Date(sentAt.getTime() + 14 * DAY),
    })),
  )
  return new Map(links.map(({ invitationId, token: secret }) => [invitationId, secret]))
}

/** The score first, and words a minute later, as the page saves them. */
const insertAnswers = async (sql: Sql, all: Quiet[]) => {
  const rows = all.map(({ invitationId, department, answer: { at, answers } }) => {
    const worded = Object.keys(answers).length > 1
    return {
      id: invitationId, // as unique as one of its own
      invitation_id: invitationId,
      department_key: department,
      score: answers.score,
      answers,
      kind: assess(answers).kind,
      severity: null,
      judged: isToJudge(answers) ? (worded ? 2 : 1) : null,
      revision: worded ? 2 : 1,
      answered_at: at,
      revised_at: worded ? new Date(at.getTime() + MINUTE) : at,
    }
  })
  await insert(sql, 'responses', rows)
  await insert(
    sql,
    'response_revisions',
    rows
      .filter(({ revision }) => revision > 1)
      .map(({ id, score, answered_at }) => ({
        response_id: id,
        revision: 1,
        answers: { score },
        at: answered_at,
      })),
  )
  await insert(
    sql,
    'kudos',
    rows
      .filter(({ kind, answers }) => kind === 'satisfied' && praises(answers))
      .map(({ id, department_key, revised_at }) => ({ response_id: id, department_key, at: revised_at })),
  )
}
