import { lookup as dnsLookup } from 'node:dns'
import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { LookupFunction } from 'node:net'
import { mayCall, refuse } from './address.ts'
import {
  type ClientOptions,
  judge,
  TIMEOUT_MS,
  tooLong,
  type WebhookClient,
  WebhookError,
} from './webhook.ts'

/** Nothing was sent: no connection came about. */
const NOT_SENT =
  /^(ECONNREFUSED|ENOTFOUND|EAI_|EHOSTUNREACH|ENETUNREACH|CERT_|ERR_TLS|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/

/**
 * The client of Node. The connection goes to the very addresses that were checked: a name is looked up once, within
 * the connecting, so what DNS says a moment later changes nothing.
 */
export const pinnedClient = ({
  allowLoopback,
  timeoutMs = TIMEOUT_MS,
  lookup = dnsLookup as LookupFunction,
}: ClientOptions & { lookup?: LookupFunction } = {}): WebhookClient => {
  const checked: LookupFunction = (name, options, done) =>
    lookup(name, { ...options, all: true }, (error, found) => {
      if (error) return done(error, [])
      const addresses = found as unknown as { address: string; family: number }[]
      try {
        for (const { address } of addresses) refuse(address, allowLoopback)
      } catch (refused) {
        return done(refused as NodeJS.ErrnoException, [])
      }
      const [first] = addresses
      if (options.all || !first) done(null, addresses)
      else done(null, first.address, first.family)
    })
  return {
    async post(address, headers, body) {
      const { url } = mayCall(address, allowLoopback)
      const sent = {
        method: 'POST',
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
        body,
      }
      const { status, retryAfter } = await answer(url, sent, checked, timeoutMs)
      judge(status, retryAfter)
    },
    async get(address, most) {
      const { url } = mayCall(address, allowLoopback)
      const { status, retryAfter, text } = await answer(url, { method: 'GET', most }, checked, timeoutMs)
      judge(status, retryAfter)
      return text
    },
  }
}

type Sent = { method: string; headers?: Record<string, string | number>; body?: string; most?: number }
type Came = { status: number; retryAfter: string | undefined; text: string }

/** `most`: its text is read, if it is no longer. */
const answer = (url: URL, { method, headers, body, most }: Sent, lookup: LookupFunction, timeoutMs: number) =>
  new Promise<Came>((resolve, reject) => {
    const make = url.protocol === 'https:' ? httpsRequest : httpRequest
    // A connection of its own each time: one that is kept would outlive what its name resolved to.
    const request = make(url.href, {
      method,
      headers,
      lookup,
      agent: false,
      signal: AbortSignal.timeout(timeoutMs),
    })
    request.on('response', (response) => {
      const { statusCode: status = 0 } = response
      const came = { status, retryAfter: response.headers['retry-after'], text: '' }
      if (most === undefined || status >= 300) {
        resolve(came)
        response.destroy()
        return
      }
      const pieces: Buffer[] = []
      let bytes = 0
      response.on('data', (piece: Buffer) => {
        bytes += piece.length
        pieces.push(piece)
        if (bytes <= most) return
        reject(tooLong(most))
        response.destroy()
      })
      response.on('end', () => resolve({ ...came, text: Buffer.concat(pieces).toString('utf8') }))
      response.on('error', (error) => reject(explained(error, timeoutMs)))
    })
    request.on('error', (error) => reject(explained(error, timeoutMs)))
    request.end(body)
  })

const explained = (error: Error & { code?: string }, timeoutMs: number): WebhookError => {
  if (error instanceof WebhookError) return error
  const cause =
    error.name === 'AbortError' || error.name === 'TimeoutError'
      ? `no answer within ${timeoutMs / 1000} s`
      : (error.code ?? error.message)
  return new WebhookError(NOT_SENT.test(error.code ?? '') ? 'wait' : 'ambiguous', cause)
}
