import { sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import type { ChatDestination } from '../../db/schema/index.ts'
import { UNFINISHED_LIST } from '../../db/schema/index.ts'
import type { MessageRef } from '../../integrations/chat.ts'
import { postProposal } from '../cases/proposals.ts'
import { budgetOf, chatDestination } from '../outbox/destinations.ts'
import { enqueue } from '../outbox/enqueue.ts'

type Department = { key: string; kind: string; name: string; destination: ChatDestination }

/** What is announced again at once leaves room between for what is new. */
const APART_MS = 2000

export const channelsOf = async (tx: Tx): Promise<Department[]> =>
  (await tx.execute(sql`select key, kind, name, destination from departments`)) as unknown as Department[]

/**
 * Departments that have another channel than `before`: what they have in the old one goes along, in the transaction
 * that holds the cases. Nothing but a last word is written to the old channel, which may be closed.
 */
export const moveChannels = async (tx: Tx, before: Department[], now: Date): Promise<void> => {
  const after = await channelsOf(tx)
  for (const department of after) {
    const was = before.find(({ key }) => key === department.key)?.destination
    if (!was || chatDestination(was) === chatDestination(department.destination)) continue
    const move = { department, from: chatDestination(was), to: chatDestination(department.destination), now }
    const { paceMs, parallel } = budgetOf(move.to)
    await tx.execute(sql`
      insert into destinations (key, pace_ms, parallel) values (${move.to}, ${paceMs}, ${parallel}) on conflict do nothing`)
    await redirect(tx, move)
    await moveCases(tx, move)
    await moveProposals(tx, was, move)
    if (!after.some(({ destination }) => chatDestination(destination) === move.from))
      await tx.execute(sql`update destinations set problem = null, faults = 0 where key = ${move.from}`)
  }
}

type Move = { department: Department; from: string; to: string; now: Date }

/** What is still to be posted there. */
const redirect = async (tx: Tx, { department: { key, kind, destination }, from, to }: Move) => {
  await tx.execute(sql`
    update outbox o set destination = ${to},
      payload = case when kind = 'call' then jsonb_set(payload, '{destination}', ${JSON.stringify(destination)}::jsonb) else payload end
    where state = 'waiting' and destination = ${from} and (
      kind = 'digest' and payload ->> 'department' = ${key}
      or kind = 'call' and ${kind === 'management'}
      or kind = 'kudos' and exists (
        select from kudos u where u.response_id = (o.payload ->> 'kudos')::uuid and u.department_key = ${key})
      or kind in ('escalation', 'history', 'reply', 'card') and o.lane like 'case:%' and exists (
        select from cases k where k.id = (o.payload ->> 'case')::uuid and k.department_key = ${key}
          and k.destination is null and k.message is null)
    )`)
}

/** Open cases: as a case's message moves when another has it, all in one statement. */
const moveCases = async (tx: Tx, { department: { key, name }, from, to, now }: Move) => {
  const at = sql`${now.toISOString()}::timestamptz`
  const stamp = String(now.getTime())
  await tx.execute(sql`
    with moved as (
      update cases k set message = null from cases old
      where old.id = k.id and old.department_key = ${key} and old.destination is null and old.message is not null
        and old.state in ${sql.raw(UNFINISHED_LIST)}
      returning k.id, old.message, old.opened_at
    ), waiting as (
      update outbox o set destination = ${to},
        state = case when kind = 'reply' then 'dropped' else state end,
        settled_at = case when kind = 'reply' then ${at} end,
        cause = case when kind = 'reply' then 'the case moved: its history goes along' else cause end
      from moved where o.lane = 'case:' || moved.id and o.state = 'waiting' and o.kind in ('card', 'reply')
    ), numbered as (
      select *, row_number() over (order by opened_at, id) - 1 as place,
        (select coalesce(max(e.id), 0) from case_events e where e.case_id = moved.id) as until
      from moved
    )
    insert into outbox (kind, destination, lane, once_key, payload, due_at, created_at)
    select e.kind, e.destination, e.lane, e.kind || ':' || n.id || ':channel:' || ${stamp}, e.payload,
      ${at} + n.place * ${APART_MS}::int * interval '1 ms', ${at}
    from numbered n, lateral (values
      (1, 'case moved', ${from}, 'moved:' || n.id, jsonb_build_object('case', n.id, 'message', n.message, 'department', ${name}::text)),
      (2, 'escalation', ${to}, 'case:' || n.id, jsonb_build_object('case', n.id)),
      (3, 'history', ${to}, 'case:' || n.id, jsonb_build_object('case', n.id, 'until', n.until))
    ) e(step, kind, destination, lane, payload)
    order by n.place, e.step`)
}

/** What the department was asked there and has not answered, or not done. */
const moveProposals = async (tx: Tx, was: ChatDestination, { department, from, now }: Move) => {
  const { destination, key, name } = department
  const asked = (await tx.execute(sql`
    update proposals o set destination = ${JSON.stringify(destination)}::jsonb,
      messages = (select coalesce(jsonb_agg(m), '[]') from jsonb_array_elements(old.messages) m where m ->> 'channel' <> ${was.channel})
    from proposals old
    where old.id = o.id and o.to_department = ${key} and o.state in ('waiting', 'accepted')
      and o.destination @> ${JSON.stringify(was)}::jsonb
    returning o.id, o.case_id, old.messages`)) as unknown as {
    id: string
    caseId: string
    messages: MessageRef[]
  }[]
  for (const { id, caseId, messages } of asked) {
    // One that is still to be posted is posted here instead
    await tx.execute(sql`
      update outbox set state = 'dropped', cause = 'its department has another channel', settled_at = ${now.toISOString()}::timestamptz
      where lane = ${`proposal:${id}:${from}`} and state = 'waiting' and kind = 'proposal'`)
    await postProposal(tx, { id, caseId, destination }, now, `:channel:${now.getTime()}`)
    for (const message of messages.filter(({ channel }) => channel === was.channel))
      await enqueue(tx, {
        kind: 'case moved',
        destination: chatDestination(message),
        lane: `moved:${id}`,
        onceKey: `case moved:${id}:${message.id}`,
        payload: { case: caseId, message, department: name },
        dueAt: now,
        now,
      })
  }
}
