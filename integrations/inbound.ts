import type { Card, ChatPerson, Form, MessageRef } from './chat.ts'

/**
 * What came in. `values` hold strings; several choices are a list; an empty field is left out. `command`:
 * words to the app itself, in a personal chat or by its slash command; what people write in a thread is never read.
 */
export type Inbound = { by: ChatPerson } & (
  | Click
  | Submit
  | { kind: 'command'; text: string }
  /** Asks for the personal view. */
  | { kind: 'home' }
  /** Asks for one subject as it stands, with what happened to it. */
  | { kind: 'look'; subject: string }
)

type Click = {
  kind: 'click'
  verb: string
  subject: string
  message?: MessageRef
  /** The text of somebody's message that the verb was chosen on. */
  quote?: string
}

type Submit = {
  kind: 'submit'
  verb: string
  subject: string
  message?: MessageRef
  formId: string
  values: Record<string, string | string[]>
}

/**
 * The product's answer within the request. `faults` name fields of the form; `notice` and
 * `card` are for that person alone, a card only where a command asked for it. `language`: of who asked.
 */
export type Answer = { language?: string } & AnswerKind
type AnswerKind =
  | { kind: 'done'; notice?: string }
  /** `yours`: what the person had typed in a form that was refused, to be copied. */
  | { kind: 'notice'; text: string; yours?: { label: string; texts: string[] } }
  | { kind: 'form'; form: Form }
  /** `thread`: what happened to it, oldest first, where it was looked at. */
  | { kind: 'card'; card: Card; thread?: Card[] }
  /** The personal view: what waits for this person, first things first. */
  | { kind: 'home'; cards: Card[] }
  | { kind: 'faults'; faults: Record<string, string> }

/** Answers an inbound. It has committed what it changed before it returns. */
export type Handle = (inbound: Inbound) => Promise<Answer>
