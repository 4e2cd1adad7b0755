import type { Channel } from '../types.ts'
import { findChannel, type Workspace } from '../workspace.ts'

export type Args = Record<string, unknown>
type Answer = Record<string, unknown>
export type Method = (ws: Workspace, args: Args) => Answer

/** An expected refusal by Slack: HTTP 200 with `ok: false`. */
export class SlackRefusal extends Error {
  error: string
  messages: string[]
  constructor(error: string, messages: string[] = []) {
    super(error)
    this.error = error
    this.messages = messages
  }
}

export function refuse(error: string, messages: string[] = []): never {
  throw new SlackRefusal(error, messages)
}

export function text(args: Args, key: string): string | undefined {
  const value = args[key]
  return value === undefined || value === null || value === '' ? undefined : String(value)
}

export function flag(args: Args, key: string): boolean {
  return args[key] === true || args[key] === 'true' || args[key] === '1'
}

/** A channel the bot may read or post in; the rest is refused in Slack's words. */
export function channelOf(ws: Workspace, args: Args, writing: boolean): Channel {
  const wanted = text(args, 'channel')
  const channel = wanted ? findChannel(ws, wanted) : undefined
  if (!channel || (channel.is_private && channel.is_member === false)) refuse('channel_not_found')
  if (writing && channel.is_archived) refuse('is_archived')
  if (channel.is_member === false) refuse('not_in_channel')
  return channel
}

/** Slices by `limit` and `cursor`, as all listing methods do. */
export function page<T>(all: T[], args: Args, usual: number, most: number): { rows: T[]; next: string } {
  const limit = Math.min(Number(text(args, 'limit') ?? usual) || usual, most)
  const cursor = text(args, 'cursor')
  const start = cursor ? Number(Buffer.from(cursor, 'base64').toString().replace('at:', '')) : 0
  if (!Number.isInteger(start)) refuse('invalid_cursor')
  const end = start + limit
  return {
    rows: all.slice(start, end),
    next: end < all.length ? Buffer.from(`at:${end}`).toString('base64') : '',
  }
}
