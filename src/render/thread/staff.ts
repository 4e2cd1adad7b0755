import { masked } from '../../addresses/address.ts'
import { type Thread, text, told } from './parts.ts'

/** What staff saw elsewhere and brought in. */
export const staff = {
  opened: (_found, { by, data }, { thread: say }) =>
    'channel' in data
      ? [text(say.opened(by, data.channel))]
      : 'after' in data
        ? [text(say.openedAfter(data.after))]
        : // If an older version opened it, its score stands on the card alone
          'score' in data
          ? [text(say.openedByAnswer(data.score, data.safety === true))]
          : [],
  // Whole addresses stand on the desk and in the event; a channel needs to know only that it is another
  'address corrected': (_found, { by, data: { from, to } }, { thread: say }) => [
    text(say.addressCorrected(by, from ? masked(from) : '', masked(to))),
  ],
  'mail sent again': (_found, { by }, { thread: say }) => [text(say.sentAgain(by))],
  'heard elsewhere': (_found, { by, data, text }, { thread: say }) =>
    told(say.heardElsewhere(by, data.channel), text),
} satisfies Partial<Thread>
