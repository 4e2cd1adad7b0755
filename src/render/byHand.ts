import type { MailedEvent } from './renderCaseMail.ts'

/** What a person wrote to this customer; the rest tells what happened. */
const WRITTEN = new Set([
  'apology',
  'progress',
  'carried on',
  'question',
  'account',
  'remedy promised',
  'remedy done',
  'done',
  'final answer',
  'documented',
  'promise withdrawn',
  'done taken back',
  'right disputed',
])

/** Whether a person wrote it by hand, so that their out-of-office answer would be in place. */
export const byHand = ({ kind, by, text }: MailedEvent): boolean =>
  WRITTEN.has(kind) && by !== null && Boolean(text?.trim())
