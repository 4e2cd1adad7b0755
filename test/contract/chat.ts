import type { ChatPerson, ChatPlatform, Destination, MessageRef } from '../../integrations/chat.ts'
import type { Handle } from '../../integrations/inbound.ts'
import { deskStage } from './chatDesk.ts'
import { slackStage } from './chatSlack.ts'
import { teamsStage } from './chatTeams.ts'

/** A platform on stage: the product's side of the port and the other side of the wire, both in one hand. */
export type Stage = {
  platform: ChatPlatform
  /** Works; does not exist; archived or closed to the app. */
  to: Destination
  gone: Destination
  closed: Destination
  person: ChatPerson
  /** E-mail addresses: a member, a guest, a bot, somebody who left, one of another organisation. */
  emails: Record<'member' | 'guest' | 'bot' | 'left' | 'foreign', string>
  now: Date
  /** What the product answers from now on. */
  answer(handle: Handle): void
  /** A person clicks a button of a message, or one that is not on it any more. */
  click(ref: MessageRef, verb: string, gone?: { subject: string }): Promise<number>
  /** The open form, as that person sees it. */
  form(): { title: string; submit?: string; fields: string[]; raw: unknown } | undefined
  /** The person sends the open form; twice if asked, as a nervous finger does. */
  submit(
    values: Record<string, string | string[]>,
  ): Promise<{ status: number; faults?: Record<string, string> }>
  /** What that person alone was told: private messages, or what a form turned into. */
  notices(): string[]
  /** What a person does besides pressing a message's buttons; left out where the suite is not told how. */
  personal?: {
    /** Says a command to the app itself. */
    say(text: string): Promise<number>
    /** Asks for the personal view: by its own way, or by the command "home". */
    home(): Promise<number>
    /** What that was answered with, oldest first: messages or views. */
    answers(): unknown[]
    /** Presses a button of the last answer. */
    press(verb: string): Promise<number>
  }
  /** Chooses "Open a case" in the menu of a message with this text, wherever it stands. */
  messageAction?(text: string): Promise<number>
  /** Ways in besides the click, which `request` knows too. */
  doors?: Door[]
  /** A genuine click, or what comes by another way in, altered. */
  request(altered: Altered, door?: Door): Request | Promise<Request>
  /** A request nobody of the platform made: random in body, headers, signature. */
  forged(random: () => number): Request | Promise<Request>
  /** `drop` shows the message and cuts the line; `refuse` fails without showing it. Once each. */
  fault(kind: 'rate limit' | 'drop' | 'refuse' | 'token lost', calls?: 'post' | 'find'): void
  messages(): unknown[]
  /** Somebody deletes a message: an admin, or retention. */
  remove(ref: MessageRef): Promise<void> | void
  /** Why the platform would refuse this message or form. */
  problems(message: unknown): string[]
  /** What in it would act: mentions, links, formatting, pictures. */
  alive(message: unknown): string[]
  /** All it says, as a person reads it. */
  shown(message: unknown): string
  stop(): Promise<void>
}

export type Door = 'command' | 'home' | 'message action'

export type Altered =
  | 'nothing'
  | 'signature'
  | 'no signature'
  | 'stale'
  | 'early'
  | 'body'
  | 'foreign workspace'
  | 'malformed'

/** A new platform is tested by its line here. */
export const stages: Record<string, () => Promise<Stage>> = {
  slack: slackStage,
  teams: teamsStage,
  desk: deskStage,
}
