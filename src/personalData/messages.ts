import { sqlOf, type Tx } from '../../db/client.ts'
import type { MessageRef } from '../../integrations/chat.ts'
import { updateProposalCards } from '../cases/proposals.ts'
import { updateCard } from '../cases/updateCard.ts'
import { staffWords } from '../locales/staff.ts'
import { chatDestination } from '../outbox/destinations.ts'
import { enqueue } from '../outbox/enqueue.ts'
import { DECLARATION } from '../privacy/declaration.ts'
import { rowsOf } from '../privacy/reach.ts'
import { skeleton } from './skeleton.ts'

const DESK = rowsOf(DECLARATION.find(({ table }) => table === 'desk_messages')!)!

/** Where the digests that hold words of these cases and answers are in chat. */
const digestsWith = (tx: Tx, ids: string[], since: Date) => sqlOf(tx)<{ id: string; message: MessageRef }[]>`
  select g.id, g.message from departments d join digests g on g.department_key = d.key
  where g.to >= ${since} and g.message is not null and (
    g.digest ->> 'thanks' = any(${ids}) or g.digest -> 'kudos' ?| ${ids}
    or exists (select from jsonb_path_query(g.digest, '$.needs[*].case') n where n #>> '{}' = any(${ids}))
    or exists (
      select from jsonb_array_elements_text(g.digest -> 'found') f join discoveries s on s.id = f::uuid
      where s.kind = 'theme' and s.facts -> 'quotes' ?| ${ids}))`

/**
 * Has every message in chat about the customer drawn again, from rows that hold nothing of them any more. The desk's are
 * emptied at once; other platforms hear of it by the outbox.
 */
export const emptyMessages = async (tx: Tx, customerId: string, now: Date): Promise<void> => {
  const sql = sqlOf(tx)
  const cases = await sql<{ id: string; number: number; language: string; message: MessageRef | null }[]>`
    select k.id, k.number, d.language, k.message from cases k join departments d on d.key = k.department_key
    where k.customer_id = ${customerId}`
  const answers = await sql<{ id: string; kudos: MessageRef | null }[]>`
    select r.id, x.message as kudos from matters m join contacts c on c.matter_id = m.id
      join invitations i on i.contact_id = c.id join responses r on r.invitation_id = i.id
      left join kudos x on x.response_id = r.id where m.customer_id = ${customerId}`
  const [first] = await sql<{ at: Date }[]>`select created_at as at from customers where id = ${customerId}`

  const desk = await sql.unsafe<{ id: string; about: string | null }[]>(
    `select t.id, substring(t.card::text from '"about":"([0-9a-f-]{36})"') as about from desk_messages t where ${DESK}`,
    [customerId],
  )
  for (const { id, about } of desk) {
    const found = cases.find((one) => one.id === about)
    await emptyDeskMessage(tx, id, found?.number, found?.language)
  }
  for (const { id, message } of cases) if (message) await updateCard(tx, id, now)
  const proposed = await sql<{ id: string; caseId: string }[]>`
    select p.id, p.case_id from proposals p join cases k on k.id = p.case_id where k.customer_id = ${customerId}`
  for (const proposal of proposed) await updateProposalCards(tx, proposal, now)
  for (const { id, kudos } of answers) if (kudos) await drawAgain(tx, { kudos: id }, kudos, now)
  const ids = [...cases, ...answers].map(({ id }) => id)
  for (const { id, message } of await digestsWith(tx, ids, first!.at))
    await drawAgain(tx, { digest: id }, message, now)
  await emptyPosts(tx, cases, first!.at, now)
}

const emptyDeskMessage = async (tx: Tx, id: string, number?: number, language = 'en') => {
  const card = JSON.stringify(skeleton(number, staffWords(language)))
  await sqlOf(tx)`update desk_messages set card = ${card}::text::json where id = ${id}`
}

/** Its message is drawn from rows again, as after any change of it. */
export const drawAgain = (
  tx: Tx,
  what: { kudos: string } | { digest: string },
  message: MessageRef,
  now: Date,
) => {
  const [[kind, id] = []] = Object.entries(what)
  return enqueue(tx, {
    kind: 'card',
    destination: chatDestination(message),
    onceKey: `card:${kind}:${id}`,
    payload: what,
    dueAt: now,
    now,
  })
}

/** Replies and notices, and copies of digests, which are drawn once: each becomes a skeleton, and is forgotten. */
const emptyPosts = async (
  tx: Tx,
  cases: { id: string; number: number; language: string }[],
  since: Date,
  now: Date,
): Promise<void> => {
  const sql = sqlOf(tx)
  const posts = await sql<{ id: string; caseId: string | null; ref: MessageRef }[]>`
    delete from posts where case_id = any(${cases.map(({ id }) => id)}::uuid[]) or case_id is null and at >= ${since}
    returning id, case_id, ref`
  for (const { id, caseId, ref } of posts) {
    const found = cases.find((one) => one.id === caseId)
    if (ref.platform === 'desk') {
      await emptyDeskMessage(tx, ref.id, found?.number, found?.language)
      continue
    }
    await enqueue(tx, {
      kind: 'erased message',
      destination: chatDestination(ref),
      onceKey: `erased message:${id}`,
      payload: { message: ref, ...(found ? { number: found.number, language: found.language } : {}) },
      dueAt: now,
      now,
    })
  }
}
