import type { CardPart, ChatEnv } from './chat.ts'
import type { Answer, Handle, Inbound } from './inbound.ts'
import { type ChatWords, chatWords } from './words.ts'

/** The product did not answer. `language`: of who asked, where it was known by then. */
export type Failed = { kind: 'failed'; language?: string }

/** The product's answer. That it failed is logged without personal data; its error may carry the language of who asked. */
export const ask = async (
  platform: string,
  log: ChatEnv['log'],
  handle: Handle,
  inbound: Inbound,
): Promise<Answer | Failed> => {
  try {
    return await handle(inbound)
  } catch (error) {
    const cause = error instanceof Error ? error.name : 'unknown'
    log(`${platform}.handle_failed`, { verb: verbOf(inbound), cause })
    const { language } = (error ?? {}) as { language?: string }
    return { kind: 'failed', ...(typeof language === 'string' && { language }) }
  }
}

/** What was wanted, for a log. */
export const verbOf = (inbound: Inbound): string => ('verb' in inbound ? inbound.verb : inbound.kind)

/** What the platform says besides, in the language of who asked. */
export const wordsFor = ({ language }: Answer | Failed): ChatWords => chatWords(language)

/** What the person had typed in a form that was refused. */
export const yoursOf = (answer: Answer | Failed): CardPart[] => {
  const yours = answer.kind === 'notice' ? answer.yours : undefined
  return (yours?.texts ?? []).map((text) => ({ kind: 'quote', label: yours!.label, text }))
}

/** The words of an answer, for that person alone; undefined where it has none. */
export const noticeOf = (answer: Answer | Failed): string | undefined => {
  if (answer.kind === 'failed') return wordsFor(answer).unsure
  if (answer.kind === 'notice') return answer.text
  if (answer.kind === 'faults') return Object.values(answer.faults).join('\n')
  return answer.kind === 'done' ? answer.notice : undefined
}
