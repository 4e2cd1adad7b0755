import { masked } from '../../addresses/address.ts'
import { type Thread, text, told } from './parts.ts'

/** What staff saw elsewhere and brought in. */
export const staff = {
  opened: (_found, { by, data }, { thread: say }) =>
    'channel' in data
      ? [text(say.opened(by, data.channel))]
      : 'after' in data
        ? [text(say.openedAfter(data.after))]
        : [],
  // Whole addresses stand on the desk and in the event; a channel needs to know only that it is another
  'address corrected': (_found, { by, data: { from, to } }, { thread: say }) => [
    text(say.addressCorrected(by, from ? masked(from) : '', masked(to))),
  ],
  'heard elsewhere': (_found, { by, data, text }, { thread: say }) =>
    told(say.heardElsewhere(by, data.channel), text),
} satisfies Partial<Thread>
