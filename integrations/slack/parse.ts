import * as z from 'zod'
import type { Inbound } from '../chat.ts'
import { hearElse } from './elsewhere.ts'
import type { FormMeta } from './form.ts'
import { actor, id, person } from './who.ts'

const chosen = z.looseObject({ value: z.string().max(150) })

const Click = z.looseObject({
  type: z.literal('block_actions'),
  user: actor,
  channel: z.looseObject({ id }).nullish(),
  message: z.looseObject({ ts: id, thread_ts: id.nullish() }).nullish(),
  view: z.looseObject({ type: z.string() }).nullish(),
  actions: z.array(z.looseObject({ action_id: z.string(), value: z.string().max(2000).nullish() })).min(1),
})

const State = z.looseObject({
  value: z.string().nullish(),
  selected_date: z.string().nullish(),
  selected_option: chosen.nullish(),
  selected_options: z.array(chosen).nullish(),
})

const Submit = z.looseObject({
  type: z.literal('view_submission'),
  user: actor,
  view: z.looseObject({
    callback_id: z.string(),
    private_metadata: z.string().max(3000),
    state: z.looseObject({ values: z.record(z.string(), z.record(z.string(), State)) }),
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

export type Heard =
  | { kind: 'challenge'; challenge: string }
  | { kind: 'event'; event: string }
  | { kind: 'other' }
  | ({ kind: 'inbound' } & Asked)

/** What is handed over. `home`: it was done in the home tab, which is drawn anew after it. */
export type Asked =
  | { inbound: Extract<Inbound, { kind: 'click' }>; home?: boolean }
  | { inbound: Extract<Inbound, { kind: 'submit' }>; fields: string[]; home?: boolean }
  | { inbound: Extract<Inbound, { kind: 'command' | 'home' }> }

type Body = Record<string, unknown>

/** A command has about fifteen; reading half a million takes seconds. */
const MOST_FIELDS = 100

const fieldsOf = (form: string): number => {
  let fields = 1
  for (let at = form.indexOf('&'); at >= 0; at = form.indexOf('&', at + 1)) fields++
  return fields
}

/** The body of a signed request as an object: JSON, a form with a payload, or a slash command's plain fields. */
export function parseBody(raw: string, contentType: string): Body {
  const json = contentType.startsWith('application/json')
  if (!json && fieldsOf(raw) > MOST_FIELDS) throw new Error(`more than ${MOST_FIELDS} fields`)
  const form = new URLSearchParams(json ? '' : raw)
  if (!json && form.has('command') && !form.has('payload')) return Object.fromEntries(form)
  return z.record(z.string(), z.unknown()).parse(JSON.parse((json ? raw : form.get('payload')) ?? ''))
}

/**
 * What was heard; throws on a body that is not as Slack describes it. People and messages have no workspace yet:
 * `placed` gives them the app's own, once that is known.
 */
export function hear(body: Body): Heard {
  if (body.type === 'url_verification')
    return { kind: 'challenge', challenge: z.string().parse(body.challenge) }
  if (body.type === 'block_actions') return click(Click.parse(body))
  if (body.type === 'view_submission') return submit(Submit.parse(body))
  return hearElse(body)
}

function click(body: z.infer<typeof Click>): Heard {
  const action = body.actions.find((a) => a.action_id.startsWith('amends:'))
  if (!action) return { kind: 'other' }
  const place = body.channel && body.message ? { channel: body.channel.id, ...body.message } : undefined
  return {
    kind: 'inbound',
    home: body.view?.type === 'home',
    inbound: {
      kind: 'click',
      by: person(body.user.id),
      verb: action.action_id.slice('amends:'.length),
      subject: action.value ?? '',
      ...(place && { message: messageRef(place.channel, place.ts, place.thread_ts) }),
    },
  }
}

function submit({ user, view }: z.infer<typeof Submit>): Heard {
  if (!view.callback_id.startsWith('amends:')) return { kind: 'other' }
  const meta = Meta.parse(JSON.parse(view.private_metadata))
  return {
    kind: 'inbound',
    fields: Object.keys(view.state.values),
    home: meta.home ?? false,
    inbound: {
      kind: 'submit',
      by: person(user.id),
      verb: view.callback_id.slice('amends:'.length),
      subject: meta.subject,
      formId: meta.form,
      values: values(view.state.values),
      ...(meta.channel && meta.message && { message: messageRef(meta.channel, meta.message, meta.thread) }),
    },
  }
}

const messageRef = (channel: string, id: string, thread?: string | null) => ({
  platform: 'slack',
  workspace: '',
  channel,
  id,
  ...(thread && { thread }),
})

/** With the app's own workspace, whichever workspace of a Grid the person was in: people are stored under it. */
export const placed = (inbound: Inbound, workspace: string, home?: string): Inbound => ({
  ...inbound,
  by: { ...inbound.by, workspace, ...(home && home !== workspace && { home }) },
  ...('message' in inbound && inbound.message && { message: { ...inbound.message, workspace } }),
})

/** Fields by name; empty ones are left out, text stays as it was typed. */
function values(state: z.infer<typeof Submit>['view']['state']['values']): Record<string, string | string[]> {
  const found: Record<string, string | string[]> = {}
  for (const [name, block] of Object.entries(state)) {
    const input = Object.values(block)[0]
    if (!input) continue
    const many = input.selected_options?.map((option) => option.value)
    const one = input.value ?? input.selected_option?.value ?? input.selected_date
    if (many?.length) found[name] = many
    else if (one?.trim()) found[name] = one
  }
  return found
}
