import type { Chart } from './charts.ts'

/**
 * The chat port: what the product needs of a chat platform, and nothing a platform needs of the product.
 * Text is plain: a platform escapes it, so that nothing a customer wrote becomes a mention or a link.
 */

import type { Handle } from './inbound.ts'

/** A person as a platform knows them. Rights go by these three, never by name or e-mail. */
export type ChatPerson = {
  platform: string
  workspace: string
  user: string
  /** In a Slack Grid: the person's own workspace, under which they may be listed by hand. */
  home?: string
}

/** Where a message goes: a channel, or a person (`user`). */
export type Destination = { platform: string; workspace: string; channel: string }

/**
 * A message that was posted; opaque beyond `platform` and `channel`. Stored as JSON. `place`: the channel it was
 * addressed to, if the platform posts it under another id, as in a chat with one person.
 */
export type MessageRef = Destination & { id: string; thread?: string; place?: string }

export type Tone = 'bad' | 'waiting' | 'good' | 'plain'

/** A button. `opens: 'form'` asks for a form; `opens: 'nothing'` acts at once. */
export type Action = {
  verb: string
  label: string
  style?: 'primary' | 'danger'
  opens: 'form' | 'nothing'
  confirm?: string
}

export type CardPart =
  | { kind: 'text'; text: string }
  /**
   * `folded`: behind a warning on its page; elsewhere only the warning. `more`: what unfolds the rest of a long one,
   * where the platform can.
   */
  | { kind: 'quote'; label?: string; text: string; folded?: boolean; more?: string }
  /** `table`: the same in columns, for comparing; a platform may show it instead. */
  | { kind: 'facts'; facts: { label: string; value: string }[]; table?: Table }
  /** `heed`: above a form, something to know before filling it in. */
  | { kind: 'note'; text: string; heed?: true }
  /** Notifies a person: a mention if the platform knows them, else their name; then the text. */
  | { kind: 'mention'; name: string; text: string; person?: ChatPerson }
  /** `message`: a platform that can link to this message of its own does so instead. */
  | { kind: 'link'; label: string; url: string; message?: MessageRef }
  /** A line of a list: where it leads, what is said of it, somebody's words, and buttons of its own. */
  | ({ kind: 'item'; text: string } & Item)
  /** Lines over days. The text beside it says what counts: a platform may show a table instead, or nothing. */
  | ({ kind: 'chart' } & Chart)
  | { kind: 'rule' }
  /** Where the card's buttons stand, if not at its end. */
  | { kind: 'buttons' }

/** A cell may sort by another number than it shows. */
export type Cell = string | number | { text: string; value: number }
/** Rows as long as `columns`, each begun by its name. Only numbers and the product's own words: it is not masked. */
export type Table = { title: string; columns: string[]; rows: Cell[][] }

/** `quote`: somebody's words. `url` and `message` as of a link. `subject`: what the buttons act on. */
type Item = {
  label: string
  url?: string
  message?: MessageRef
  quote?: string
  actions?: Action[]
  subject?: string
}

/**
 * `summary` is the one-line text for notifications and screen readers. `subject` is what the buttons act on, `about`
 * the case it tells of, whose page shows what the message leaves out; a platform needs no `about`.
 */
export type Card = {
  title: string
  summary: string
  tone: Tone
  parts: CardPart[]
  actions: Action[]
  subject?: string
  about?: string
  /** What it is written in, for what a platform adds itself. */
  language?: string
  /** Of a list, its last one: how many more there are that it has no card for. */
  more?: number
}

/** The longest amount somebody would type. */
export const MAX_AMOUNT = 40

/** `group`: the heading it stands under; all of a field's have one, or none. */
export type Choice = { value: string; label: string; group?: string }
export type Field = { name: string; label: string; hint?: string; required: boolean } & (
  | { kind: 'text'; multiline?: boolean; max?: number; initial?: string; placeholder?: string }
  /** `compact`: a menu, where it would be shown openly. */
  | { kind: 'choice'; choices: Choice[]; initial?: string; compact?: true }
  | { kind: 'choices'; choices: Choice[]; initial?: string[] }
  | { kind: 'date'; initial?: string }
  /** Money, typed as people write it (600,50) and sent as text: a number input reads it by its own language. */
  | { kind: 'amount'; initial?: string }
  | { kind: 'number'; min?: number; max?: number; decimals?: boolean; initial?: string }
)

/** A form opened by a click. `id` is made at opening: a second submit of it is a no-op. */
export type Form = {
  id: string
  verb: string
  subject: string
  title: string
  submit: string
  intro: CardPart[]
  fields: Field[]
  about?: string
  /** Where the same can be done if the platform can't show the form. */
  page?: string
  /** Of who fills it in, for what a platform adds itself. */
  language?: string
}

/** Runs work that may go on after the response (`ctx.waitUntil`, or a tracked promise on Node). */
export type Background = (work: Promise<unknown>) => void

/**
 * `wait`: try again, not before `retryAfter` seconds if given. `person`: someone must fix the destination.
 * `bug`: this message can never be sent as it is. `ambiguous`: it may have been shown.
 * `gone`: the message that was to be updated or replied to is not there any more, and nothing was shown.
 */
export class ChatError extends Error {
  readonly kind: 'wait' | 'person' | 'bug' | 'ambiguous' | 'gone'
  readonly retryAfter?: number
  constructor(kind: ChatError['kind'], message: string, retryAfter?: number) {
    super(message)
    this.name = 'ChatError'
    this.kind = kind
    this.retryAfter = retryAfter
  }
}

export type ChatPlatform = {
  name: string
  /** The settings to check when it refuses us. */
  settings: string
  /** The one workspace, if a set-up can have only one. */
  workspace?: string
  /** Our own pages: browsers call `receive`, everybody in organisation.yaml is known, a department is a channel. */
  hosted?: true
  /** Verifies, reads, asks the product, answers: 401 for forged or stale requests, 403 for other workspaces. */
  receive(request: Request, handle: Handle, background: Background): Promise<Response>
  /** Posts a card. `key` is the outbox entry's id and lets `find` see it again. Throws ChatError. */
  post(to: Destination, card: Card, key: string): Promise<MessageRef>
  /** Throws `gone` if somebody deleted it. */
  update(ref: MessageRef, card: Card): Promise<void>
  /** Posts into the thread of `ref`. Throws `gone` if that is not there any more. */
  reply(ref: MessageRef, card: Card, key: string): Promise<MessageRef>
  /** Looks an ambiguous send up again; `undefined` if it is certainly not there. Absent: the platform can't look. */
  find?(where: Destination | MessageRef, key: string, since: Date): Promise<MessageRef | undefined>
  /**
   * Resolves an e-mail address to a person; `undefined` if there is none; guests and bots are refused with a reason.
   * `near`: channels the person may be a member of, for platforms that know people only there.
   */
  resolve(
    email: string,
    near: Destination[],
  ): Promise<{ person: ChatPerson } | { refused: string } | undefined>
  /** Checks that the app can post there. `problem` says what a person must do; `channel` is the id of a "#name". */
  check(to: Destination): Promise<{ problem?: string; channel?: string }>
  /** The rights of its manifest that the installed app lacks, where the platform tells. Throws ChatError. */
  missingScopes?(): Promise<string[]>
  /** How fast a destination may be written to. */
  budget: { perDestinationMs: number }
}

/** What a platform is made from; `fetch` and `now` are parameters so that tests can replace them. */
export type ChatEnv = {
  env: Record<string, string | undefined>
  fetch: typeof fetch
  now: () => Date
  log: (event: string, facts?: Record<string, unknown>) => void
}
