import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import type { Channel, User } from '../emulators/slack/types.ts'

type Found = { channels: Channel[]; users: User[] }

/** The people and channels the organisation names, for the local Slack to have them too. */
export function peopleOf(organisationFile: string): Found {
  const found: Found = { channels: [], users: [] }
  walk(parse(readFileSync(organisationFile, 'utf8')), 'general', found)
  return found
}

function walk(value: unknown, place: string, found: Found): void {
  if (Array.isArray(value)) for (const one of value) walk(one, place, found)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return
  const record = value as Record<string, unknown>
  const { name, email, channel } = record
  if (typeof name === 'string' && typeof email === 'string') addUser(found, name, email)
  if (typeof channel === 'string') addChannel(found, channel, place)
  const here = typeof record.key === 'string' ? record.key : undefined
  for (const [key, inner] of Object.entries(record)) walk(inner, here ?? placeName(key) ?? place, found)
}

/** Keys that say what a thing is don't say whose it is. */
const placeName = (key: string): string | undefined =>
  ['slack', 'chat', 'destination', 'departments', 'channel', 'brands'].includes(key) ? undefined : key

function addUser({ users }: Found, name: string, email: string): void {
  const id = idFor('U', email.toLowerCase())
  if (!users.some((user) => user.id === id)) users.push({ id, name, email })
}

/** A destination is a channel's id, or the name of a public one: `#billing`. */
function addChannel({ channels }: Found, channel: string, place: string): void {
  const named = channel.startsWith('#')
  const name = (named ? channel.slice(1) : place).toLowerCase().replace(/[^a-z0-9]+/g, '-')
  const id = named ? idFor('C', name) : channel
  if (!channels.some((one) => one.id === id)) channels.push({ id, name })
}

const idFor = (kind: string, text: string): string =>
  kind + createHash('sha256').update(text).digest('hex').slice(0, 9).toUpperCase()
