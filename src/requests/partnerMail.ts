import { and, eq, inArray, isNull } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { cases, proposals } from '../../db/schema/index.ts'
import { changeWithin } from '../cases/change.ts'
import type { Proposal } from '../cases/proposals.ts'
import { updateCard } from '../cases/updateCard.ts'
import { linkOf } from '../links.ts'
import { messageId } from '../mails/messageId.ts'
import { partnerMail as draw, type PartnerMailProps } from '../mails/partnerMails.ts'
import type { Render } from '../outbox/entry.ts'

type Row = Pick<Proposal, 'id' | 'caseId' | 'state'> &
  Omit<PartnerMailProps, 'url' | 'now' | 'what'> & {
    address: string
    active: boolean
    senderAddress: string
    asked: boolean
  }

/** What is asked of a partner, or that it is not needed any more, in their language. Nothing of the customer is in it. */
export const partnerMail: Render = async (deps, { payload }, now) => {
  const id = String(payload.proposal)
  const what = payload.what === 'withdrawn' ? 'withdrawn' : 'asked'
  const [row] = await deps.db.$client<Row[]>`
    select o.id, o.case_id, o.state, o.words as deed, o.deed_due_at as due, a.name as person, p.name as partner,
      p.address, p.language, p.active, k.number, d.time_zone, b.sender_address,
      json_build_object('name', b.name, 'colour', b.colour, 'logoSvg', b.logo_svg, 'replyTo', b.reply_to,
        'senderName', b.sender_name) as brand,
      exists (select from outbox e where e.once_key = ${`partner mail:${id}:asked`} and e.state in ('sent', 'uncertain')) as asked
    from proposals o join partners p on p.key = o.to_partner join cases k on k.id = o.case_id
      join departments d on d.key = k.department_key join brands b on b.key = k.brand_key left join people a on a.id = o.by
    where o.id = ${id}`
  if (!row?.active) return { drop: 'there is no such partner any more' }
  if (what === 'asked' && row.state !== 'waiting') return { drop: 'it is not asked any more' }
  if (what === 'withdrawn' && !row.asked) return { drop: 'it was never asked by mail' }
  const { address, senderAddress, brand, language, person } = row
  const drawn = draw({ ...row, what, now, url: await linkOf(deps, 'partner', id) })
  return {
    refused: (tx, at) => noteRefused(tx, row, at),
    send: () =>
      deps.mail.send({
        ...drawn,
        messageId: messageId(`request-${id}-${what}`, senderAddress),
        from: { name: person ? `${person}, ${brand.name}` : brand.senderName, address: senderAddress },
        replyTo: brand.replyTo,
        to: address,
        automatic: what === 'withdrawn',
        language,
        inReplyTo: messageId(`request-${id}`, senderAddress),
      }),
  }
}

/** The mail was refused for good: the person who sent the request is notified at once, and later their manager. */
const noteRefused = async (tx: Tx, { id, caseId }: Pick<Row, 'id' | 'caseId'>, at: Date): Promise<void> => {
  await tx.select({ id: cases.id }).from(cases).where(eq(cases.id, caseId)).for('no key update')
  const open = await tx
    .update(proposals)
    .set({ failedAt: at })
    .where(
      and(
        eq(proposals.id, id),
        inArray(proposals.state, ['waiting', 'accepted']),
        isNull(proposals.failedAt),
      ),
    )
    .returning({ id: proposals.id })
  if (open.length === 0) return
  await changeWithin(tx, at, async ({ touch }) => touch(caseId))
  await updateCard(tx, caseId, at)
}
