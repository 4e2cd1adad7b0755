import type { Card } from '../chat.ts'

/** `timeZone`: in which they are told times. */
export type DeskPerson = { id: string; name: string; timeZone: string }
/** `calls`: who has to hear of it. */
export type DeskMessage = {
  id: string
  channel: string
  thread?: string
  card: Card
  calls: string[]
  postedAt: Date
}
export type NewMessage = Omit<DeskMessage, 'id' | 'postedAt'> & { key: string }
/** A sign-in link was used: the cookie's secret, and until when it holds. */
export type Session = { secret: string; expiresAt: Date }

/**
 * Where the desk keeps messages and knows people: a channel is a department's key or a person's id. Throws ChatError
 * where it knows what is true; anything else that is thrown may have been kept.
 */
export type DeskStore = {
  /** Kept once a key, also if said twice; who it calls hears of it by mail, but not again and again. Gives its id. */
  save(message: NewMessage, now: Date): Promise<string>
  /** False: there is no such message. */
  update(id: string, card: Card): Promise<boolean>
  find(key: string): Promise<DeskMessage | undefined>
  /** Whether messages can go there; undefined: there is no such department or person. */
  place(channel: string): Promise<'open' | 'closed' | undefined>
  personOf(email: string): Promise<{ id: string } | { refused: string } | undefined>

  /** What was posted to this person's own place and to their departments, newest first. Threads are left out. */
  feed(person: string, page: { before?: Date; limit: number }): Promise<DeskMessage[]>
  /** A message of that feed with its thread, oldest first. */
  message(person: string, id: string): Promise<{ message: DeskMessage; thread: DeskMessage[] } | undefined>

  /** What the customer added to a case, oldest first, for who was shown the case. */
  picturesOf(subject: string): Promise<{ id: string; at: Date }[]>
  /** One of them; undefined: there is none, or this person has no right to it. */
  picture(person: string, id: string): Promise<{ type: string; bytes: Uint8Array<ArrayBuffer> } | undefined>

  /** Has a one-time link mailed that leads to `to`, if the address is an active person's and it is not the fourth this hour, unless none of those is good any more. */
  askSignIn(email: string, to: string, now: Date): Promise<void>
  /** Whether a link could be used now. Changes nothing. */
  isGood(token: string, now: Date): Promise<boolean>
  /** Uses a link, once. */
  signIn(token: string, now: Date): Promise<Session | undefined>
  /** Whose session it is; undefined once it has ended or the person is not active. */
  whoIs(secret: string, now: Date): Promise<DeskPerson | undefined>
  signOut(secret: string): Promise<void>
}
