import type { CardPart, Field, Form, MessageRef } from '../../integrations/chat.ts'
import type { Answer } from '../../integrations/inbound.ts'
import type { EdgeDeps } from '../deps.ts'
import type { Says } from '../errors.ts'
import type { StaffWords } from '../locales/staff.ts'
import type { Case } from './case.ts'
import type { Act } from './changeByStaff.ts'
import type { Move } from './machine.ts'
import type { Actor } from './rights.ts'

/** What a verb came to: `made before` is the second submit of one form. A notice is for the person alone. */
export type Done = 'made' | 'made before' | { notice: Says }
/** Leads on to another verb's form. */
type Open = { open: string }

type Drawn<Result> = (
  found: Case,
  words: StaffWords,
  now: Date,
  deps: EdgeDeps,
  by: Actor,
) => Result | Promise<Result>

/** A move of a case: its form, if a click opens one, and the move itself. */
export type CaseVerb = {
  /** Absent: the click acts at once. Writes nothing. */
  fields?: Drawn<Field[]>
  /** What to weigh, above the fields. Writes nothing. */
  intro?: Drawn<CardPart[]>
  /**
   * The second form, once the first was filled in, and again where what it depends on was changed in it; undefined where
   * there is nothing more to ask. `drawnFor`: what the form that was sent was rendered for. Throws `invalid` naming a field
   * of the first. Writes nothing.
   */
  next?: (
    act: Act,
    found: Case,
    words: StaffWords,
    deps: EdgeDeps,
    drawnFor?: string,
  ) => Promise<{ fields: Field[]; drawnFor: string } | undefined>
  /** The form that is opened in place of this one, and why. Writes nothing. */
  instead?: (found: Case, words: StaffWords, now: Date) => { move: Move; why: string } | undefined
  /** Throws the refusals a submit would meet, before anyone writes a text in vain. Writes nothing. */
  before?: (found: Case, now: Date, deps: EdgeDeps, by: Actor) => void | Promise<void>
  run: (deps: EdgeDeps, act: Act) => Promise<Done>
}

export type Asked = {
  subject: string
  by: Actor
  /** The person who asks. */
  words: StaffWords
  now: Date
  /** The id of the form to be rendered. */
  formId: string
  quote?: string
  message?: MessageRef
}
export type Who = Pick<Asked, 'by' | 'words' | 'now'>
export type Given = Asked & { values: Record<string, string | string[]> }

/** A verb on something else than a case: a proposal, a thanks. */
export type OtherVerb = {
  /** Absent: the click acts at once. Writes nothing; throws what a submit would meet. */
  form?: (deps: EdgeDeps, asked: Asked) => Promise<Form>
  run: (deps: EdgeDeps, given: Given) => Promise<Done | Open | Answer>
}
