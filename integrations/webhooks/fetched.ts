import { resolve4, resolve6 } from 'node:dns/promises'
import { mayCall, refuse } from './address.ts'
import {
  type ClientOptions,
  judge,
  TIMEOUT_MS,
  tooLong,
  type WebhookClient,
  WebhookError,
} from './webhook.ts'

type Resolve = (name: string) => Promise<string[]>

/**
 * The client of Workers, which can't pin a connection. Cloudflare's own guarantee stands behind the check: `fetch`
 * of workerd reaches the public Internet alone and filters what a name resolves to (`Network.allow`, "to prevent
 * SSRF"), and `global_fetch_strictly_public` in wrangler.ops.toml keeps it from the origins of one's own zone.
 */
export const fetchedClient = ({
  allowLoopback,
  timeoutMs = TIMEOUT_MS,
  resolve = [resolve4, resolve6],
  fetch: call = (...args) => fetch(...args),
}: ClientOptions & { resolve?: Resolve[]; fetch?: typeof fetch } = {}): WebhookClient => {
  const late = (error: Error) =>
    new WebhookError(
      'ambiguous',
      error.name === 'TimeoutError' || error.name === 'AbortError'
        ? `no answer within ${timeoutMs / 1000} s`
        : error.message,
    )
  const reach = async (address: string, init: RequestInit) => {
    const signal = AbortSignal.timeout(timeoutMs)
    const { url, name, known } = mayCall(address, allowLoopback)
    if (!known) for (const found of await addressesOf(name, resolve, signal)) refuse(found, allowLoopback)
    const response = await call(url, { ...init, redirect: 'manual', signal }).catch((error: Error) => {
      throw late(error)
    })
    return { response, late }
  }
  return {
    async post(address, headers, body) {
      const { response } = await reach(address, { method: 'POST', headers, body })
      await response.body?.cancel().catch(() => {})
      judge(response.status, response.headers.get('retry-after'))
    },
    async get(address, most) {
      const { response, late } = await reach(address, {})
      judge(response.status, response.headers.get('retry-after'))
      const pieces: Uint8Array[] = []
      let bytes = 0
      try {
        for await (const piece of response.body ?? []) {
          bytes += piece.byteLength
          if (bytes > most) throw tooLong(most)
          pieces.push(piece)
        }
      } catch (error) {
        throw error instanceof WebhookError ? error : late(error as Error)
      }
      return Buffer.concat(pieces).toString('utf8')
    },
  }
}

/** By DNS over HTTPS at 1.1.1.1, where node:dns of Workers asks. One family without an answer is no fault. */
const addressesOf = async (name: string, resolve: Resolve[], signal: AbortSignal): Promise<string[]> => {
  const late = new Promise<never>((_, reject) =>
    signal.addEventListener('abort', () => reject(signal.reason)),
  )
  late.catch(() => {})
  const found = await Promise.allSettled(resolve.map((one) => Promise.race([one(name), late])))
  const addresses = found.flatMap((one) => (one.status === 'fulfilled' ? one.value : []))
  if (addresses.length === 0) throw new WebhookError('wait', `${name} has no address`)
  return addresses
}
