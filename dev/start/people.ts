import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import type { Channel, User } from '../slack/types.ts'

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
  if (typeof channel === 'string' && /^[CG][A-Z0-9]{5,}$/.test(channel)) addChannel(found, channel, place)
  const here = typeof record.key === 'string' ? record.key : undefined
  for (const [key, inner] of Object.entries(record)) walk(inner, here ?? placeName(key) ?? place, found)
}

/** Keys that say what a thing is don't say whose it is. */
const placeName = (key: string): string | undefined =>
  ['slack', 'chat', 'destination', 'departments', 'channel', 'brands'].includes(key) ? undefined : key

function addUser({ users }: Found, name: string, email: string): void {
  const id = `U${createHash('sha256').update(email.toLowerCase()).digest('hex').slice(0, 9).toUpperCase()}`
  if (!users.some((user) => user.id === id)) users.push({ id, name, email })
}

function addChannel({ channels }: Found, id: string, place: string): void {
  const name = place.toLowerCase().replace(/[^a-z0-9]+/g, '-')
  if (!channels.some((channel) => channel.id === id)) channels.push({ id, name })
}
