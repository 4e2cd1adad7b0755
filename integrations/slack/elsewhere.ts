import * as z from 'zod'
import type { Heard } from './parse.ts'
import { readable } from './text.ts'
import { actor, id, person } from './who.ts'

/** https://docs.slack.dev/interactivity/implementing-slash-commands: plain fields, without `payload`. */
const Command = z.looseObject({
  command: z.string().min(1),
  text: z.string().max(4000).default(''),
  team_id: id,
  user_id: id,
})

/** https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload */
const Shortcut = z.looseObject({
  type: z.literal('message_action'),
  user: actor,
  callback_id: z.string(),
  message: z.looseObject({ text: z.string().nullish() }),
})

/** https://docs.slack.dev/reference/events/app_home_opened */
const Event = z.looseObject({
  team_id: id,
  event: z.looseObject({ type: id, tab: z.string().nullish(), user: z.unknown().optional() }),
})

const MOST_QUOTED = 3000

/** What is not done on one of our own messages or forms: slash commands, message shortcuts, the home tab. */
export function hearElse(body: Record<string, unknown>): Heard {
  if (typeof body.command === 'string' && body.type === undefined) return command(Command.parse(body))
  if (body.type === 'message_action') return shortcut(Shortcut.parse(body))
  if (body.type === 'event_callback') return event(Event.parse(body))
  return { kind: 'other' }
}

const command = ({ user_id, text }: z.infer<typeof Command>): Heard => ({
  kind: 'inbound',
  inbound: {
    kind: 'command',
    by: person(user_id),
    text: readable(text).trim().slice(0, 500),
  },
})

function shortcut({ callback_id, user, message }: z.infer<typeof Shortcut>): Heard {
  if (!callback_id.startsWith('amends:')) return { kind: 'other' }
  const quote = readable(message.text ?? '')
    .trim()
    .slice(0, MOST_QUOTED)
  return {
    kind: 'inbound',
    inbound: {
      kind: 'click',
      by: person(user.id),
      verb: callback_id.slice('amends:'.length),
      subject: '',
      ...(quote && { quote }),
    },
  }
}

function event({ event: { type, tab, user } }: z.infer<typeof Event>): Heard {
  if (type !== 'app_home_opened' || tab !== 'home') return { kind: 'event', event: type }
  return { kind: 'inbound', inbound: { kind: 'home', by: person(id.parse(user)) } }
}
