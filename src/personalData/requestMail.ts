import { loadCase } from '../cases/caseFile.ts'
import { unreachable } from '../cases/stopped.ts'
import { linkBy } from '../links.ts'
import { dataMail as draw } from '../mails/dataMails.ts'
import type { Common } from '../mails/look.ts'
import { messageId } from '../mails/messageId.ts'
import type { Render } from '../outbox/entry.ts'
import type { DataWish } from './ask.ts'

type Row = {
  what: DataWish
  caseId: string
  confirmedAt: Date | null
  nonce: Buffer
  expiresAt: Date
  brand: Common['brand'] & { senderAddress: string }
}

/**
 * The mail that asks a customer whether they want a copy of their data, or its erasure. It goes to who stopped all messages
 * too, since it is asked for; not where mail came back or was reported.
 */
export const dataMail: Render = async (deps, { payload }, now) => {
  const id = String(payload.request)
  const [row] = await deps.db.$client<Row[]>`
    select q.what, q.case_id, q.confirmed_at, l.nonce, l.expires_at,
      json_build_object('name', b.name, 'colour', b.colour, 'logoSvg', b.logo_svg, 'replyTo', b.reply_to,
        'senderName', b.sender_name, 'senderAddress', b.sender_address) as brand
    from data_requests q join links l on l.subject_id = q.id and l.purpose = 'data'
      join cases k on k.id = q.case_id join brands b on b.key = k.brand_key
    where q.id = ${id}`
  if (!row || row.confirmedAt || row.expiresAt <= now) return { drop: 'the link is over' }
  const found = await loadCase(deps.db, row.caseId)
  const { email, language } = found
  if (!email) return { drop: 'the customer has no e-mail address' }
  if (await unreachable(deps, email)) return { drop: 'suppressed' }
  const { brand, what, nonce, expiresAt: until } = row
  const mail = draw({
    brand,
    language,
    timeZone: found.customerTimeZone,
    zoneNamed: found.customerZoneNamed,
    now,
    customerName: found.customerName,
    what,
    until,
    url: linkBy(deps, 'data', id, nonce),
  })
  return {
    send: () =>
      deps.mail.send({
        ...mail,
        messageId: messageId(`data-${id}`, brand.senderAddress),
        from: { name: brand.senderName, address: brand.senderAddress },
        replyTo: brand.replyTo,
        to: email,
        automatic: true,
        language,
      }),
  }
}
