import type { Card, CardPart } from '../../integrations/chat.ts'
import { driverLabel, languageOf, timeOf } from '../cases/labels.ts'
import type { StaffWords } from '../locales/staff.ts'
import { maybeTwice } from '../outbox/postOnce.ts'
import type { Incident } from './incident.ts'
import { number, sayBurst } from './say.ts'

const NAMED = 3
const LISTED = 30

/** An incident as one card, rendered from the state as it is: what happens, who looks first, its cases, what is known. Pure. */
export const incidentCard = (found: Incident, words: StaffWords, now: Date): Card => {
  const say = words.discoveries.incident
  const { id, driver, closedAt, next, destination, numbers, message } = found
  const says = sayBurst(
    { ...found, from: found.fromAt.toISOString(), to: closedAt?.toISOString() ?? null },
    words,
    { timeZone: found.timeZone, now },
  )
  const more = numbers.length - LISTED
  const card: Card = {
    title: say.title(driver ? driverLabel(driver, words) : '', closedAt !== null),
    summary: say.summary(says),
    tone: closedAt ? 'plain' : 'bad',
    subject: id,
    language: words.language,
    parts: [
      { kind: 'text', text: says },
      ...(closedAt
        ? [{ kind: 'text' as const, text: overText(found, words) }]
        : [
            ...(next
              ? [
                  {
                    kind: 'mention' as const,
                    name: next.name,
                    text: say.looks,
                    ...(next.at ? { person: { platform: destination.platform, ...next.at } } : {}),
                  },
                ]
              : []),
            { kind: 'note' as const, text: say.gathers },
          ]),
      ...knownParts(found, words),
      { kind: 'buttons' },
      {
        kind: 'facts',
        facts: [
          {
            label: `${say.cases} (${numbers.length})`,
            value:
              numbers.length === 0
                ? say.none
                : `${numbers.slice(0, LISTED).join(', ')}${more > 0 ? ` ${words.more(more)}` : ''}`,
          },
          ...(found.named.length > 0
            ? [
                {
                  label: say.mostNamed,
                  value: found.named
                    .slice(0, NAMED)
                    .map((one) => `${driverLabel(one.driver, words)} (${one.n})`)
                    .join(', '),
                },
              ]
            : []),
        ],
      },
    ],
    actions: [
      {
        verb: 'write-known',
        label: found.knownAt ? say.rewrite : say.write,
        opens: 'form',
        ...(found.knownAt ? {} : { style: 'primary' as const }),
      },
    ],
  }
  return message?.twice ? maybeTwice(card) : card
}

const knownParts = (found: Incident, words: StaffWords): CardPart[] => {
  const say = words.discoveries.incident
  const { known, knownByName, knownAt } = found
  const quotes = Object.entries(known).flatMap(([language, text]) =>
    text ? [{ kind: 'quote' as const, label: say.known(languageOf({ language }, words)), text }] : [],
  )
  if (quotes.length === 0 || !knownByName || !knownAt) return quotes
  return [...quotes, { kind: 'note', text: say.by(knownByName, timeOf(found, knownAt, words)) }]
}

const overText = ({ ended, hits, n }: Incident, words: StaffWords) =>
  words.discoveries.incident[ended === 'quiet' ? 'quiet' : 'back'](number(hits, words), number(n, words))

/** What its thread says once it is over. Pure. */
export const overCard = (found: Incident, words: StaffWords): Card => {
  const text = overText(found, words)
  return {
    title: '',
    summary: text,
    tone: 'plain',
    parts: [{ kind: 'text', text }],
    actions: [],
    language: words.language,
  }
}
