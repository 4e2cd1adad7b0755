import type { CardPart, ChatEnv } from '../chat.ts'

/**
 * Parts without Slack's blocks of 2026, but for those of one surface: charts, tables and what unfolds in a message, alerts
 * above a form. They stand only where a refusal comes back as an answer, so that `orPlainer` can leave them out.
 */
export const plainer = (parts: CardPart[], keep?: 'message' | 'form'): CardPart[] =>
  parts.flatMap((part): CardPart[] => {
    if (part.kind === 'note') return [keep === 'form' ? part : { kind: 'note', text: part.text }]
    if (keep === 'message') return [part]
    if (part.kind === 'chart') return []
    if (part.kind === 'facts') return [{ kind: 'facts', facts: part.facts }]
    if (part.kind !== 'quote') return [part]
    const { more: _, ...quote } = part
    return [quote]
  })

/** What `chat.postMessage` and `views.open` say of a block that they do not know; nothing was shown then. */
const REFUSED = /: invalid_(?:blocks|arguments)\b/

/** Sends what is drawn; where Slack refuses its blocks, once more in plainer ones. */
export async function orPlainer<Drawn, T>(
  log: ChatEnv['log'],
  draw: (bare: boolean) => Drawn,
  send: (drawn: Drawn) => Promise<T>,
): Promise<T> {
  const drawn = draw(false)
  try {
    return await send(drawn)
  } catch (error) {
    const cause = error instanceof Error ? error.message : ''
    const bare = draw(true)
    if (!REFUSED.test(cause) || JSON.stringify(bare) === JSON.stringify(drawn)) throw error
    log('slack.blocks_refused', { cause })
    return send(bare)
  }
}
