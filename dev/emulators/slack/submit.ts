import { checkView } from './limits.ts'
import { findView, pushOnto, replaceView } from './methods/views.ts'
import { envelope, sendInteraction } from './send.ts'
import { fillState, type Given, refuseByClient } from './state.ts'
import type { View } from './types.ts'
import { newTrigger, type Workspace } from './workspace.ts'

export type Submission = { user: string; viewId: string; values: Record<string, Given>; teamId?: string }
/**
 * `status` 0: not answered in time, or not sent because Slack's own client refused the input (then `errors`).
 * `problem`: what Slack would show because the app's answer was wrong; the modal stays.
 */
export type Submitted = {
  status: number
  body: string
  response_action?: string
  errors?: Record<string, string>
  problem?: string
}

const trouble = 'We had some trouble connecting. Try again?'

/** Submits an open modal and does what the app answers. */
export async function submitView(
  ws: Workspace,
  { user, viewId, values, teamId }: Submission,
): Promise<Submitted> {
  const found = findView(ws, viewId)
  if (!found || found.user !== user) throw new Error(`no open modal ${viewId} of ${user}`)
  const state = fillState(found.view, values)
  found.view.state = { values: state }
  const errors = refuseByClient(found.view, state)
  if (Object.keys(errors).length) return { status: 0, body: '', errors }
  const base = envelope(ws, user, 'view_submission', newTrigger(ws, user, viewId))
  if (teamId) {
    base.team.id = teamId
    base.user.team_id = teamId
  }
  const reply = await sendInteraction(ws, { ...base, view: found.view, response_urls: [] })
  if (reply.status !== 200) return { ...reply, problem: trouble }
  return { ...reply, ...obey(ws, user, found.view, reply.body) }
}

type Ack = {
  response_action?: string
  errors?: Record<string, string>
  view?: Partial<View> & Record<string, unknown>
}

function obey(ws: Workspace, user: string, view: View, body: string): Omit<Submitted, 'status' | 'body'> {
  const ack = parse(body)
  if (!ack) return { problem: trouble }
  const { response_action: action } = ack
  if (action === undefined) {
    closeTop(ws, user, view.id)
    return {}
  }
  if (action === 'clear') {
    ws.modals.delete(user)
    ws.changed()
    return { response_action: action }
  }
  if (action === 'errors') return { response_action: action, ...showErrors(view, ack.errors) }
  if (action !== 'update' && action !== 'push') return { response_action: action, problem: trouble }
  const problems = checkView(ack.view ?? {})
  if (problems.length) return { response_action: action, problem: `${trouble} (${problems.join('; ')})` }
  if (action === 'update') replaceView(ws, user, view.id, ack.view!)
  else if (!pushOnto(ws, user, ack.view!)) return { response_action: action, problem: trouble }
  return { response_action: action }
}

function parse(body: string): Ack | undefined {
  if (body.trim() === '') return {}
  try {
    const ack = JSON.parse(body)
    return ack && typeof ack === 'object' ? ack : undefined
  } catch {
    return undefined
  }
}

// Slack shows an error only under an input block it knows; anything else is the app's fault.
function showErrors(
  view: View,
  errors: Record<string, string> | undefined,
): { errors?: Record<string, string>; problem?: string } {
  if (!errors || !Object.keys(errors).length) return { problem: trouble }
  const inputs = view.blocks.filter((block) => block.type === 'input').map((block) => block.block_id)
  const unknown = Object.keys(errors).filter((id) => !inputs.includes(id))
  return unknown.length
    ? { errors, problem: `${trouble} (no input block ${unknown.join(', ')})` }
    : { errors }
}

function closeTop(ws: Workspace, user: string, id: string): void {
  const stack = (ws.modals.get(user) ?? []).filter((view) => view.id !== id)
  if (stack.length) ws.modals.set(user, stack)
  else ws.modals.delete(user)
  ws.changed()
}

/** The person closes a modal; the app hears of it only if it asked to. */
export async function dismissView(ws: Workspace, user: string, viewId: string): Promise<void> {
  const found = findView(ws, viewId)
  if (!found || found.user !== user) return
  closeTop(ws, user, viewId)
  if (!found.view.notify_on_close) return
  const { trigger_id: _, ...base } = envelope(ws, user, 'view_closed', '')
  await sendInteraction(ws, { ...base, view: found.view, is_cleared: false })
}
