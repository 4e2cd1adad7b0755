import type { Db } from '../../db/client.ts'
import { ChatError } from '../../integrations/chat.ts'
import type { DeskStore } from '../../integrations/desk/store.ts'
import type { PictureStore } from '../../integrations/pictures/pictures.ts'
import type { EdgeDeps } from '../deps.ts'
import { causeOf, codeOf } from '../errors.ts'
import { messagesOf, saveMessage } from './messages.ts'
import { pictureOf, picturesOf } from './pictures.ts'
import { askSignIn, endSession, isGoodLink, useLink, whoseSession } from './signIn.ts'

/** The desk's store, on PostgreSQL. */
export const deskStore = (
  deps: Pick<EdgeDeps, 'db' | 'tokenKey' | 'wake'> & { pictures?: PictureStore },
): DeskStore => {
  const { db, pictures } = deps
  const messages = messagesOf(db)
  return {
    ...messages,
    save: (message, now) => saveMessage(db, message, now).catch(told),
    update: (id, card) => messages.update(id, card).catch(told),
    picturesOf: (subject) => picturesOf(db, subject),
    picture: async (person, id) => pictures && pictureOf({ db, pictures }, person, id),
    personOf: (email) => personOf(db, email),
    askSignIn: (email, to, now) => askSignIn(deps, { email, to, now }),
    isGood: (token, now) => isGoodLink(deps, token, now),
    signIn: (token, now) => useLink(deps, token, now),
    whoIs: (secret, now) => whoseSession(deps, secret, now),
    signOut: (secret) => endSession(deps, secret),
  }
}

/** PostgreSQL's class 53 is too busy, 57P03 starting, 28 wrong credentials: certainly nothing was kept. */
const told = (error: unknown): never => {
  const code = codeOf(error) ?? ''
  if (/^53|^57P03$/.test(code)) throw new ChatError('wait', causeOf(error))
  if (/^28/.test(code)) throw new ChatError('person', causeOf(error))
  throw error
}

/** By their own address: a customer's or a brand's mailbox is nobody's of the organisation. */
const personOf = async ({ $client: sql }: Db, email: string): ReturnType<DeskStore['personOf']> => {
  const address = email.trim().toLowerCase()
  const [found] = await sql<
    { id: string | null; active: boolean | null; mailbox: boolean; customer: boolean }[]
  >`
    select p.id, p.active,
      exists (select from brands where lower(sender_address) = ${address} or lower(reply_to) = ${address}) as mailbox,
      exists (select from customers where email = ${address}) as customer
    from (select 1) one left join people p on p.email = ${address}`
  if (found?.id && found.active) return { id: found.id }
  const reason = found?.id
    ? 'is not in organisation.yaml any more'
    : found?.mailbox
      ? 'is a brand’s mailbox'
      : found?.customer
        ? 'is a customer’s address'
        : undefined
  return reason ? { refused: `${address} ${reason}` } : undefined
}
