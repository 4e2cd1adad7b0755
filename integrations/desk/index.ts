import {
  type Card,
  type ChatEnv,
  ChatError,
  type ChatPlatform,
  type Destination,
  type MessageRef,
} from '../chat.ts'
import { WORKSPACE } from './door.ts'
import { rooms } from './receive.ts'
import type { DeskMessage, NewMessage } from './store.ts'

const KEY = /^[a-z][a-z0-9-]{0,49}$/
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The desk: our own pages for whoever has no chat. Needs a store; takes PUBLIC_URL. */
export function desk(chatEnv: ChatEnv): ChatPlatform | undefined {
  const { desk: store, now } = chatEnv
  if (!store) return undefined
  let app: ReturnType<typeof rooms> | undefined

  const save = async (message: NewMessage): Promise<MessageRef> => {
    const { channel, thread } = message
    const place = await store.place(channel).catch(certainlyNot)
    if (place !== 'open')
      throw new ChatError(
        'person',
        place ? `${channel} is not active any more` : `the desk has no ${channel}`,
      )
    const id = await store.save(message, now()).catch(ambiguous)
    return { platform: 'desk', workspace: WORKSPACE, channel, id, ...(thread && { thread }) }
  }

  return {
    name: 'desk',
    settings: 'DATABASE_URL',
    workspace: WORKSPACE,
    hosted: true,
    receive: async (request, handle, background) => {
      app ??= rooms({ chatEnv, store, publicUrl: chatEnv.env.PUBLIC_URL ?? '' })
      return app.fetch(request, { handle, background })
    },
    post: ({ channel }, card, key) => save({ key, channel, card, calls: calledBy(card) }),
    reply: ({ channel, id, thread }, card, key) =>
      save({ key, channel, thread: thread ?? id, card, calls: calledBy(card) }),
    update: async ({ id }, card) => {
      // An update that may have been made can simply be made again
      const found = await store.update(id, card).catch(certainlyNot)
      if (!found) throw new ChatError('gone', `the desk has no message ${id}`)
    },
    find: async (where, key) => {
      const found = await store.find(key).catch(unseen)
      return found && refOf(where, found)
    },
    resolve: async (email) => {
      const found = await store.personOf(email)
      if (!found || 'refused' in found) return found
      return { person: { platform: 'desk', workspace: WORKSPACE, user: found.id } }
    },
    check: async ({ workspace, channel }) => {
      if (workspace !== WORKSPACE) return { problem: `The desk has one workspace, ${WORKSPACE}.` }
      // A department may be new in this very set-up
      if (KEY.test(channel) && !UUID.test(channel)) return {}
      const place = UUID.test(channel) ? await store.place(channel) : undefined
      return place === 'open' ? {} : { problem: `${channel} is no department and no active person.` }
    },
    budget: { perDestinationMs: 0 },
  }
}

/** People of the desk whom a card mentions have to hear of it. */
const calledBy = ({ parts }: Card): string[] =>
  parts.flatMap((part) =>
    part.kind === 'mention' && part.person?.platform === 'desk' ? [part.person.user] : [],
  )

const refOf = ({ workspace }: Destination, { id, channel, thread }: DeskMessage): MessageRef => ({
  platform: 'desk',
  workspace,
  channel,
  id,
  ...(thread && { thread }),
})

/** A read that failed changed nothing, and an update may be made again. */
const certainlyNot = (error: unknown): never => {
  if (error instanceof ChatError && error.kind !== 'ambiguous') throw error
  throw new ChatError('wait', String((error as Error).message))
}

/** A look-up that failed never says "not there", which would post the message twice. */
const unseen = (error: unknown): never => {
  throw new ChatError('wait', String((error as Error).message))
}

const ambiguous = (error: unknown): never => {
  if (error instanceof ChatError) throw error
  throw new ChatError('ambiguous', String((error as Error).message))
}
