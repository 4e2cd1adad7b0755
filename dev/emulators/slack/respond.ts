import { refuseMessage } from './limits.ts'
import type { Block } from './types.ts'
import {
  addEphemeral,
  addMessage,
  findMessage,
  ids,
  nameBlocks,
  nextTs,
  type Workspace,
} from './workspace.ts'

const life = 30 * 60_000
const mostUses = 5

type Body = {
  text?: string
  blocks?: Block[]
  response_type?: string
  replace_original?: boolean | string
  delete_original?: boolean | string
  thread_ts?: string
}

/** An app's answer to a response_url: a private notice unless it says otherwise. */
export function respond(ws: Workspace, id: string, body: Body): { status: number; body: string } {
  const use = ws.responseUrls.get(id)
  if (!use) return fail(404, 'no_service')
  if (ws.now() - use.at > life) return fail(404, 'expired_url')
  if (use.uses >= mostUses) return fail(404, 'used_url')
  const original = use.ephemeral
    ? ws.ephemerals.find((one) => one.ts === use.ts && one.channel === use.channel)
    : findMessage(ws, use.channel, use.ts)
  if (isTrue(body.delete_original)) {
    use.uses += 1
    if (original) original.deleted = true
    ws.changed(use.ephemeral ? undefined : original)
    return { status: 200, body: 'ok' }
  }
  const refusal = refuseMessage(body)
  if (refusal) return fail(400, refusal.error)
  use.uses += 1
  const shown = { text: body.text ?? '', ...(body.blocks && { blocks: nameBlocks(body.blocks) }) }
  const thread = body.thread_ts ?? undefined
  if (isTrue(body.replace_original) && original) {
    if (!body.blocks) delete original.blocks
    Object.assign(original, shown)
    ws.changed(use.ephemeral ? undefined : original)
  } else if (body.response_type === 'in_channel') {
    addMessage(ws, {
      channel: use.channel,
      ts: nextTs(ws),
      thread_ts: thread,
      ...shown,
      user: ids.botUser,
      bot_id: ids.bot,
    })
  } else {
    addEphemeral(ws, {
      channel: use.channel,
      thread_ts: thread ?? use.thread,
      ...shown,
      ephemeralFor: use.user,
      via: 'response_url',
    })
  }
  return { status: 200, body: 'ok' }
}

const isTrue = (value: unknown) => value === true || value === 'true'

function fail(status: number, error: string) {
  return { status, body: JSON.stringify({ ok: false, error }) }
}
