import ipaddr from 'ipaddr.js'
import { WebhookError } from './webhook.ts'

type Kind = 'public' | 'loopback' | 'private'

/**
 * What an IP address is for. Public is only what anybody can be reached by: of IPv6 2000::/3, so that no address
 * that carries an IPv4 one (mapped, compatible, translated, 6to4, Teredo) passes for public. Unreadable is private.
 */
export const kindOf = (address: string): Kind => {
  if (!ipaddr.isValid(address)) return 'private'
  const ip = ipaddr.process(address)
  const range = ip.range()
  if (range === 'loopback') return 'loopback'
  const global = ip.kind() === 'ipv4' || ip.match(ipaddr.parseCIDR('2000::/3'))
  return range === 'unicast' && global ? 'public' : 'private'
}

const LOCALHOST = /^(.+\.)?localhost\.?$/

/**
 * The host of an endpoint: an IP address as the URL standard reads it (2130706433, 0x7f.1 and 0177.1 come out as
 * 127.0.0.1), or a name whose addresses are still to be looked at. Undefined: not an address of an endpoint.
 */
export const hostOf = (url: string): { url: URL; name: string; kind: Kind | 'name' } | undefined => {
  if (!URL.canParse(url)) return undefined
  const parsed = new URL(url)
  const { protocol, username, password, hash } = parsed
  const name = parsed.hostname.replace(/^\[|\]$/g, '')
  if (!name || username || password || hash) return undefined
  const kind = LOCALHOST.test(name) ? 'loopback' : ipaddr.isValid(name) ? kindOf(name) : 'name'
  if (protocol !== 'https:' && !(protocol === 'http:' && kind === 'loopback')) return undefined
  return { url: parsed, name, kind }
}

/** Throws `person` for an address that is never called. */
export const refuse = (address: string, allowLoopback = false): void => {
  const kind = kindOf(address)
  if (kind === 'public' || (kind === 'loopback' && allowLoopback)) return
  throw new WebhookError('person', `${address} is a ${kind} address, which is never called`)
}

/** The host to call, refused if it can be told already. */
export const mayCall = (url: string, allowLoopback = false): { url: URL; name: string; known: boolean } => {
  const host = hostOf(url)
  if (!host) throw new WebhookError('person', 'the address is not one of an endpoint: https://…')
  if (host.kind === 'private' || (host.kind === 'loopback' && !allowLoopback))
    throw new WebhookError('person', `${host.name} is a ${host.kind} address, which is never called`)
  return { url: host.url, name: host.name, known: host.kind !== 'name' }
}
