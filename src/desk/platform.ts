import { type Card, ChatError, type ChatPlatform, type MessageRef } from '../../integrations/chat.ts'
import { isUuid } from '../ids.ts'
import type { DeskDeps } from './guard.ts'
import { routes } from './routes.ts'
import { type DeskStore, deskStore, type NewMessage, refOf, WORKSPACE } from './store.ts'

const DEPARTMENT = /^[a-z][a-z0-9-]{0,49}$/

/**
 * The product's own chat platform: pages for people without chat. A channel is a department's key or a person's id.
 * `store` is a parameter so that tests can make it fail.
 */
export function desk(deps: DeskDeps, store: DeskStore = deskStore(deps.db)): ChatPlatform {
  let app: ReturnType<typeof routes> | undefined

  const save = async (message: NewMessage): Promise<MessageRef> => {
    const { channel, thread } = message
    const place = await store.place(channel).catch(notDone)
    if (place !== 'open')
      throw new ChatError(
        'person',
        place ? `${channel} is not active any more` : `the desk has no ${channel}`,
      )
    const id = await store.save(message, deps.now()).catch(maybeDone)
    return refOf({ channel, id, thread })
  }

  return {
    name: 'desk',
    settings: 'DATABASE_URL',
    workspace: WORKSPACE,
    hosted: true,
    receive: async (request, handle, background) => {
      app ??= routes({ ...deps, store })
      return app.fetch(request, { handle, background })
    },
    post: ({ channel }, card, key) => save({ key, channel, card, calls: mentionedIn(card) }),
    reply: ({ channel, id, thread }, card, key) =>
      save({ key, channel, thread: thread ?? id, card, calls: mentionedIn(card) }),
    update: async ({ id }, card) => {
      const found = await store.update(id, card).catch(notDone)
      if (!found) throw new ChatError('gone', `the desk has no message ${id}`)
    },
    find: async (_where, key) => {
      const found = await store.find(key).catch(notSeen)
      return found && refOf(found)
    },
    resolve: async (email) => {
      const found = await store.personOf(email)
      if (!found || 'refused' in found) return found
      return { person: { platform: 'desk', workspace: WORKSPACE, user: found.id } }
    },
    check: async ({ workspace, channel }) => {
      if (workspace !== WORKSPACE) return { problem: `The desk has one workspace, ${WORKSPACE}.` }
      // A department may be new in this very set-up
      if (DEPARTMENT.test(channel) && !isUuid(channel)) return {}
      const place = isUuid(channel) ? await store.place(channel) : undefined
      return place === 'open' ? {} : { problem: `${channel} is no department and no active person.` }
    },
    budget: { perDestinationMs: 0 },
  }
}

/** People of the desk whom a card mentions are notified. */
const mentionedIn = ({ parts }: Card): string[] =>
  parts.flatMap((part) =>
    part.kind === 'mention' && part.person?.platform === 'desk' ? [part.person.user] : [],
  )

/** A failed read changed nothing, and an update can be repeated. */
const notDone = (error: unknown): never => {
  if (error instanceof ChatError && error.kind !== 'ambiguous') throw error
  return notSeen(error)
}

/** A failed look-up must not mean "not there", which would post the message twice. */
const notSeen = (error: unknown): never => {
  throw new ChatError('wait', String((error as Error).message))
}

const maybeDone = (error: unknown): never => {
  if (error instanceof ChatError) throw error
  throw new ChatError('ambiguous', String((error as Error).message))
}
