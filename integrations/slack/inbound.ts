import * as z from 'zod/v4'
import type { ChatPerson, MessageRef } from '../chat.ts'
import type { Inbound } from '../inbound.ts'
import { parseJson } from '../json.ts'
import type { FormMeta } from './form.ts'
import { readable } from './text.ts'

/** Bodies are signed by Slack, so these shapes are its own; only what is used is read. Each reader throws on another shape. */
type Body = object
type Kind<K extends Inbound['kind']> = Extract<Inbound, { kind: K }>

/** The beginning of the verb of a button, a form or a message action. */
export const OURS = /^amends:/
const verbIn = (id: string) => id.replace(OURS, '')

export const id = z.string().min(1).max(100)
const user = z.looseObject({ id })
const chosen = z.looseObject({ value: z.string().max(150) })

const ClickBody = z.looseObject({
  user,
  channel: z.looseObject({ id }).nullish(),
  message: z.looseObject({ ts: id, thread_ts: id.nullish() }).nullish(),
  view: z.looseObject({ type: z.string() }).nullish(),
  actions: z.tuple(
    [z.looseObject({ action_id: z.string(), value: z.string().max(2000).nullish() })],
    z.unknown(),
  ),
})

/** `home`: clicked in the home tab, which is rendered again after it. */
export function clickOf(
  body: Body,
  by: (user: string) => ChatPerson,
): { click: Kind<'click'>; home: boolean } {
  const { user, channel, message, view, actions } = ClickBody.parse(body)
  const person = by(user.id)
  return {
    home: view?.type === 'home',
    click: {
      kind: 'click',
      by: person,
      verb: verbIn(actions[0].action_id),
      subject: actions[0].value ?? '',
      ...(channel &&
        message && { message: refOf(person, channel.id, message.ts, message.thread_ts ?? undefined) }),
    },
  }
}

const InputState = z.looseObject({
  value: z.string().nullish(),
  selected_date: z.string().nullish(),
  selected_option: chosen.nullish(),
  selected_options: z.array(chosen).nullish(),
})
const FormState = z.record(z.string(), z.record(z.string(), InputState))

const SubmitBody = z.looseObject({
  user,
  view: z.looseObject({
    callback_id: z.string(),
    private_metadata: z.string().max(3000),
    state: z.looseObject({ values: FormState }),
  }),
})

const Meta = z.object({
  form: id,
  subject: z.string(),
  channel: id.optional(),
  message: id.optional(),
  thread: id.optional(),
  home: z.boolean().optional(),
}) satisfies z.ZodType<FormMeta>

/** `fields`: those that can carry a fault. `home`: opened in the home tab, which is rendered again after it. */
export function submitOf(
  body: Body,
  by: (user: string) => ChatPerson,
): { submit: Kind<'submit'>; fields: string[]; home: boolean } {
  const { user, view } = SubmitBody.parse(body)
  const {
    form,
    subject,
    channel,
    message,
    thread,
    home = false,
  } = Meta.parse(parseJson(view.private_metadata))
  const person = by(user.id)
  return {
    home,
    fields: Object.keys(view.state.values),
    submit: {
      kind: 'submit',
      by: person,
      verb: verbIn(view.callback_id),
      subject,
      formId: form,
      values: formValues(view.state.values),
      ...(channel && message && { message: refOf(person, channel, message, thread) }),
    },
  }
}

/** Fields by name; empty ones are left out, text stays as it was typed. */
function formValues(state: z.infer<typeof FormState>): Record<string, string | string[]> {
  const values: Record<string, string | string[]> = {}
  for (const [name, block] of Object.entries(state)) {
    const input = Object.values(block)[0]
    if (!input) continue
    const many = input.selected_options?.map((option) => option.value)
    const one = input.value ?? input.selected_option?.value ?? input.selected_date
    if (many?.length) values[name] = many
    else if (one?.trim()) values[name] = one
  }
  return values
}

/** https://docs.slack.dev/interactivity/implementing-slash-commands: plain fields, without `payload`. */
const CommandBody = z.looseObject({ user_id: id, text: z.string().max(4000).default('') })

export function commandOf(body: Body, by: (user: string) => ChatPerson): Kind<'command'> {
  const { user_id, text } = CommandBody.parse(body)
  return { kind: 'command', by: by(user_id), text: readable(text).trim().slice(0, 500) }
}

const MAX_QUOTE = 3000
/** https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload */
const MessageActionBody = z.looseObject({
  user,
  callback_id: z.string(),
  message: z.looseObject({ text: z.string().nullish() }),
})

/** A verb chosen in the menu of somebody's message. Nothing of the message is kept but its words. */
export function messageActionOf(body: Body, by: (user: string) => ChatPerson): Kind<'click'> {
  const { user, callback_id, message } = MessageActionBody.parse(body)
  const quote = readable(message.text ?? '')
    .trim()
    .slice(0, MAX_QUOTE)
  return {
    kind: 'click',
    by: by(user.id),
    verb: verbIn(callback_id),
    subject: '',
    ...(quote && { quote }),
  }
}

/** A message of this app is in the app's own workspace, as its people are, whichever workspace of a Grid it was read in. */
const refOf = ({ workspace }: ChatPerson, channel: string, id: string, thread?: string): MessageRef => ({
  platform: 'slack',
  workspace,
  channel,
  id,
  ...(thread && { thread }),
})
