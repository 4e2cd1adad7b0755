import type { Answer, ChatEnv, Handle, Inbound } from './chat.ts'

/** The product may have committed before it failed, so nothing may be claimed either way. */
export const UNSURE = 'That may not have been saved; look at the card and try again.'
/** Where an empty answer would be shown as an error. */
export const DONE = 'Done.'

/** The product's answer; undefined if it failed, which is logged without personal data. */
export const ask = async (
  platform: string,
  log: ChatEnv['log'],
  handle: Handle,
  inbound: Inbound,
): Promise<Answer | undefined> => {
  try {
    return await handle(inbound)
  } catch (error) {
    const cause = error instanceof Error ? error.name : 'unknown'
    log(`${platform}.handle_failed`, { verb: verbOf(inbound), cause })
  }
}

/** What was wanted, for a log. */
export const verbOf = (inbound: Inbound): string => ('verb' in inbound ? inbound.verb : inbound.kind)

/** The words of an answer, for that person alone; undefined where it has none. */
export const noticeOf = (answer: Answer | undefined): string | undefined => {
  if (!answer) return UNSURE
  if (answer.kind === 'notice') return answer.text
  if (answer.kind === 'faults') return Object.values(answer.faults).join('\n')
  return answer.kind === 'done' ? answer.notice : undefined
}
