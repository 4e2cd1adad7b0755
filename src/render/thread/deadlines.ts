import { lateText } from '../../cases/deadlines/late.ts'
import { timeOf, untilOf } from '../../cases/labels.ts'
import { type Thread, text } from './parts.ts'

/** What the clocks and the set-up did. */
export const clocks = {
  reminded: (found, { data }, words) => [
    {
      kind: 'mention',
      name: data.to || words.labels.management,
      text: `${words.thread.reminded[data.level]} ${lateText(found, data, words)}`,
      ...(data.person ? { person: data.person } : {}),
    },
  ],
  snoozed: (found, { by, data }, words) => [
    text(
      words.thread.snoozed(
        by,
        timeOf(found, new Date(data.until), words),
        data.timers.map((timer) => words.call.late[timer]).join('; '),
      ),
    ),
  ],
  covered: (found, { data }, { thread: say, ...words }) => [
    text(
      data.until
        ? say.covered(data.from, data.to, untilOf(found, new Date(data.until), { thread: say, ...words }))
        : say.coveredBack(data.to, data.from),
    ),
  ],
  reassigned: ({ accountable }, { data }, { thread: say }) => [
    text(say.accountableNow(data.name ?? accountable)),
  ],
  unconfirmed: (_found, _event, { thread: say }) => [text(say.silent)],
  'confirmation reminded': null,
  'call-back near': null,
} satisfies Partial<Thread>
