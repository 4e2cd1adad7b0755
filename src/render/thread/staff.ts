import { masked } from '../../addresses/address.ts'
import { quoted, type Thread, text } from './parts.ts'

/** What staff saw elsewhere and brought in. */
export const staff = {
  opened: (_found, { by, data }) =>
    'channel' in data
      ? [text(`${by ?? 'Somebody'} opened this case from a complaint seen elsewhere (${data.channel}).`)]
      : [],
  // Whole addresses stand on the desk and in the event; a channel needs to know only that it is another
  'address corrected': (_found, { by, data: { from, to } }) => [
    text(
      `${by ?? 'Somebody'} corrected the customer’s e-mail address${from ? ` from ${masked(from)}` : ''} to ${masked(to)}. Mails that wait go there; nothing is sent again.`,
    ),
  ],
  'heard elsewhere': (_found, event) => [
    text(`${event.by ?? 'Somebody'} saw more of this elsewhere (${event.data.channel}):`),
    ...quoted(event.text),
  ],
} satisfies Partial<Thread>
