import { masked } from '../../../contacts/address.ts'
import type { Parts } from './parts.ts'

/** What staff saw elsewhere and brought in. By the event's kind. */
export const staff: Record<string, Parts> = {
  opened: (_found, { by, data }) =>
    data?.by === 'staff'
      ? [
          {
            kind: 'text',
            text: `${by ?? 'Somebody'} opened this case from a complaint seen elsewhere (${data.channel}).`,
          },
        ]
      : [],
  // Whole addresses stand on the desk and in the event; a channel needs to know only that it is another
  'address corrected': (_found, { by, data }) => [
    {
      kind: 'text',
      text: `${by ?? 'Somebody'} corrected the customer’s e-mail address${data?.from ? ` from ${masked(String(data.from))}` : ''} to ${masked(String(data?.to))}. Mails that wait go there; nothing is sent again.`,
    },
  ],
  'heard elsewhere': (_found, { by, text, data }) => [
    { kind: 'text', text: `${by ?? 'Somebody'} saw more of this elsewhere (${data?.channel}):` },
    ...(text ? [{ kind: 'quote' as const, text }] : []),
  ],
}
