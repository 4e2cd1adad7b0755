import { and, eq, sql } from 'drizzle-orm'
import { kudos as kudosTable } from '../../db/schema/index.ts'
import type { MessageRef } from '../../integrations/chat.ts'
import { severeIn } from '../care/severe/severe.ts'
import type { OpsDeps } from '../deps.ts'
import { staffWords } from '../locales/staff.ts'
import { messageId } from '../mails/messageId.ts'
import { thanksMail } from '../mails/thanks.ts'
import { chatDestination } from '../outbox/destinations.ts'
import { enqueue } from '../outbox/enqueue.ts'
import type { Message, Render } from '../outbox/entry.ts'
import { platformOf, postOnce, updateOf } from '../outbox/postOnce.ts'
import { kudosCard } from './card.ts'
import { type LoadedKudos, loadKudos, thanked } from './load.ts'

const rendered = async ({ db }: OpsDeps, found: LoadedKudos) => {
  const to = found.passedBy ? await thanked(db, found) : undefined
  const { staffMember, staffLanguage } = found
  return kudosCard(
    { ...found, staffMember: staffMember?.name ?? null, mailedTo: to?.name ?? null },
    staffWords(staffLanguage),
  )
}

/** Severe words are no thanks: they have opened a case, or are told to management. */
const isSevere = ({ good, named }: LoadedKudos): boolean =>
  severeIn([good, named].filter(Boolean).join('\n')).length > 0

/** A satisfied customer's thanks, posted once to the department's channel. */
export const kudos: Render = async (deps, { id, payload, createdAt }) => {
  const found = await loadKudos(deps.db, String(payload.kudos))
  if (!found.satisfied || !(found.good || found.named)) return { drop: 'the customer took it back' }
  if (isSevere(found)) return { drop: 'its words are of a case' }
  const { destination } = found
  return {
    ...postOnce(
      platformOf(deps, destination),
      destination,
      await rendered(deps, found),
      String(id),
      createdAt,
    ),
    rows: (sql, message: MessageRef) => sql`
      , shown as (update kudos set message = ${JSON.stringify(message)}::jsonb from held where kudos.response_id = ${found.id})`,
  } satisfies Message
}

/** The same card, rendered from its state as it is now. */
export const kudosAgain: Render = async (deps, { payload }) => {
  const found = await loadKudos(deps.db, String(payload.kudos))
  const { message } = found
  if (!message) return { defer: 'the thanks are not posted yet' }
  return {
    ...updateOf(deps, message, await rendered(deps, found)),
    gone: async (tx, now) => {
      const taken = await tx
        .update(kudosTable)
        .set({ message: null })
        .where(and(eq(kudosTable.responseId, found.id), sql`message ->> 'id' = ${message.id}`))
        .returning({ id: kudosTable.responseId })
      if (taken.length > 0)
        await enqueue(tx, {
          kind: 'kudos',
          destination: chatDestination(found.destination),
          lane: `kudos:${found.id}`,
          onceKey: `kudos:${found.id}:gone:${message.id}`,
          payload: { kudos: found.id },
          dueAt: now,
          now,
        })
    },
  }
}

/** The mail to whom the thanks are for, in the name of who passes them on. */
export const thanks: Render = async (deps, { id, payload }) => {
  const found = await loadKudos(deps.db, String(payload.kudos))
  if (isSevere(found)) return { drop: 'its words are of a case' }
  const to = await thanked(deps.db, found)
  const [brand] = await deps.db.$client<Brand[]>`
    select name, colour, logo_svg, reply_to, sender_name, sender_address from brands where key = ${found.brandKey}`
  if (!to || !found.passedBy || !brand) return { drop: 'no address is known' }
  const { good, named, language, passedBy } = found
  return {
    unlessSuppressed: { address: to.email.toLowerCase(), scopes: ['all'] },
    send: () =>
      deps.mail.send({
        ...thanksMail({
          brand,
          language,
          name: to.name,
          words: [good, named].filter((one) => one !== null),
          passedBy,
        }),
        messageId: messageId(`thanks-${id}`, brand.senderAddress),
        from: { name: `${passedBy}, ${brand.name}`, address: brand.senderAddress },
        replyTo: brand.replyTo,
        to: to.email,
        automatic: true,
        language,
      }),
  }
}

type Brand = Parameters<typeof thanksMail>[0]['brand'] & { senderAddress: string }
