import type { Db } from '../../db/client.ts'
import type { OpsDeps } from '../deps.ts'
import { type StaffWords, staffWords } from '../locales/staff.ts'
import type { Message } from '../outbox/entry.ts'
import type { Common, RenderedMail } from './look.ts'
import { messageId } from './messageId.ts'

export type Reader = { email: string; language: string }
/** In whose name staff are written to. */
export type Sender = { brand: Common['brand'] & { senderAddress: string }; organisation: string }

/** A mail to a member of staff, ready to go. `id` is its own for good. */
export const mailStaff = async (
  { db, mail }: OpsDeps,
  { email: to, language }: Reader,
  id: string,
  mailFrom: (sender: Sender, words: StaffWords) => RenderedMail,
): Promise<Message | { defer: string }> => {
  const sender = await senderOf(db)
  if (!sender) return { defer: 'there is no brand to send in the name of' }
  const { brand, organisation } = sender
  return {
    send: () =>
      mail.send({
        ...mailFrom(sender, staffWords(language)),
        messageId: messageId(id, brand.senderAddress),
        from: { name: organisation, address: brand.senderAddress },
        replyTo: brand.replyTo,
        to,
        automatic: true,
        language,
      }),
  }
}

/** Staff are written to in the organisation's name, from the address of the brand of that name, else of the first. */
const senderOf = async ({ $client: sql }: Db): Promise<Sender | undefined> => {
  const [row] = await sql<(Sender['brand'] & { organisation: string })[]>`
    select o.name as organisation, o.name, b.colour, null as logo_svg, b.reply_to, b.sender_name, b.sender_address
    from organisation o cross join lateral (
      select * from brands where active order by (name = o.name) desc, key limit 1) b`
  return row && { brand: row, organisation: row.organisation }
}
