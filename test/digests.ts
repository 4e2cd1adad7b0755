import type { Db } from '../db/client.ts'
import type { Card } from '../integrations/chat.ts'
import { digestCard } from '../src/digests/card.ts'
import { loadDigest } from '../src/digests/load.ts'
import { staffWords } from '../src/locales/staff.ts'

const URL_HERE = 'https://amends.example'

/** A stored digest as it would be drawn now. */
export const drawnDigest = async (
  db: Db,
  of: { digest?: string; department?: string; date?: string },
  language = 'en',
): Promise<Card> => digestCard(await loadDigest(db, of), URL_HERE, staffWords(language))

/** A card's words, a line each. */
export const linesOf = ({ title, parts, actions }: Card): string[] => [
  title,
  ...parts.flatMap((part): string[] => {
    switch (part.kind) {
      case 'facts':
        return part.facts.map(({ label, value }) => `${label}: ${value}`)
      case 'quote':
        return [`${part.label}: ${part.text}`]
      case 'item':
        return [
          `${part.label}${part.text && `: ${part.text}`}`,
          ...(part.quote ? [part.quote] : []),
          ...(part.actions ?? []).map(({ label }) => `[${label}]`),
        ]
      case 'chart':
        return [`(${part.title})`]
      case 'link':
        return [part.label]
      case 'text':
      case 'note':
        return part.text.split('\n')
      default:
        return []
    }
  }),
  ...actions.map(({ label }) => `[${label}]`),
]
