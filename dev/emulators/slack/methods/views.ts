import { checkHome, checkView } from '../limits.ts'
import type { View } from '../types.ts'
import { ids, nameBlocks, shortId, type Workspace } from '../workspace.ts'
import { type Args, type Method, refuse, text } from './answer.ts'

const triggerLife = 3000

export const openView: Method = (ws, args) => {
  const trigger = redeem(ws, args)
  const view = makeView(ws, checked(args.view))
  ws.modals.set(trigger.user, [view])
  ws.changed()
  return { ok: true, view }
}

/** The home tab of one person, replaced as a whole. */
export const publishView: Method = (ws, args) => {
  const user = text(args, 'user_id') ?? refuse('invalid_arguments')
  if (!ws.users.has(user)) refuse('user_not_found')
  const problems = checkHome(args.view as Draft)
  if (problems.length) refuse('invalid_arguments', problems)
  if (JSON.stringify(args.view).length > 250_000) refuse('view_too_large')
  const draft = args.view as Draft
  const hash = text(args, 'hash')
  const before = ws.homes.get(user)
  if (hash && before && hash !== before.hash) refuse('hash_conflict')
  const view: View = { ...makeView(ws, draft), type: 'home', ...(before && { id: before.id }) }
  ws.homes.set(user, view)
  ws.changed()
  return { ok: true, view }
}

function redeem(ws: Workspace, args: Args) {
  const trigger = ws.triggers.get(text(args, 'trigger_id') ?? '')
  if (!trigger) refuse('invalid_trigger_id')
  if (trigger.used) refuse('exchanged_trigger_id')
  if (ws.now() - trigger.at > triggerLife) refuse('expired_trigger_id')
  // A view Slack refuses doesn't use the trigger up.
  checked(args.view)
  trigger.used = true
  return trigger
}

type Draft = Partial<View> & Record<string, unknown>

function checked(given: unknown): Draft {
  const view = given as Draft
  const problems = checkView(view)
  if (problems.length) refuse('invalid_arguments', problems)
  if (JSON.stringify(view).length > 250_000) refuse('view_too_large')
  return view
}

export function findView(
  ws: Workspace,
  id?: string,
  externalId?: string,
): { user: string; view: View } | undefined {
  for (const [user, view] of ws.homes) if (id && view.id === id) return { user, view }
  for (const [user, stack] of ws.modals) {
    const view = stack.find((one) => (id ? one.id === id : !!externalId && one.external_id === externalId))
    if (view) return { user, view }
  }
  return undefined
}

/** Puts the view on top; undefined when three are open already. */
export function pushOnto(ws: Workspace, user: string, draft: Draft): View | undefined {
  const stack = ws.modals.get(user) ?? []
  if (stack.length >= 3) return undefined
  const below = stack.at(-1)
  const view = { ...makeView(ws, draft), previous_view_id: below?.id ?? null }
  view.root_view_id = stack[0]?.id ?? view.id
  ws.modals.set(user, [...stack, view])
  ws.changed()
  return view
}

export function replaceView(ws: Workspace, user: string, id: string, draft: Draft): View {
  const stack = ws.modals.get(user) ?? []
  const old = stack.find((view) => view.id === id)!
  const fresh = makeView(ws, draft)
  const view: View = {
    ...fresh,
    id,
    root_view_id: old.root_view_id,
    previous_view_id: old.previous_view_id,
    state: old.state,
  }
  ws.modals.set(
    user,
    stack.map((one) => (one.id === id ? view : one)),
  )
  ws.changed()
  return view
}

function makeView(ws: Workspace, draft: Draft): View {
  const id = `V${shortId(7).toUpperCase().replace(/\W/g, 'X')}`
  return {
    id,
    type: 'modal',
    team_id: ws.teamId,
    title: draft.title ?? { type: 'plain_text', text: '' },
    submit: draft.submit ?? null,
    close: draft.close ?? null,
    blocks: nameBlocks(draft.blocks ?? []),
    private_metadata: draft.private_metadata ?? '',
    callback_id: draft.callback_id ?? '',
    external_id: draft.external_id ?? '',
    hash: `${Math.floor(ws.now() / 1000)}.${shortId(6)}`,
    state: { values: {} },
    clear_on_close: !!draft.clear_on_close,
    notify_on_close: !!draft.notify_on_close,
    root_view_id: id,
    previous_view_id: null,
    app_id: ids.app,
    app_installed_team_id: ws.teamId,
    bot_id: ids.bot,
  }
}
