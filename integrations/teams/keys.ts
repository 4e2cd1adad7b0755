import { importJWK } from 'jose'
import * as z from 'zod/v4'
import { readAnswer } from '../body.ts'
import type { ChatEnv } from '../chat.ts'

const DAY = 24 * 3_600_000
/** An unknown key id asks again at most this often: forged tokens don't make us ask. */
const AGAIN = 60_000
const TIMEOUT_MS = 5000
/** Microsoft's keys are 20 to 60 KB. */
const MOST_BYTES = 1024 * 1024

const Metadata = z.looseObject({ jwks_uri: z.url() })
const Key = z.looseObject({
  kid: z.string(),
  kty: z.literal('RSA'),
  n: z.string(),
  e: z.string(),
  endorsements: z.array(z.string()).optional(),
})
const Keys = z.looseObject({ keys: z.array(z.looseObject({})) })
type Key = z.infer<typeof Key>

// Public keys only, kept as long as the isolate lives.
const known = new Map<string, { keys: Key[]; at: number; tried: number }>()

export type SigningKey = { key: Awaited<ReturnType<typeof importJWK>>; endorsements: string[] }

/**
 * The published key of this id. Keys are read once a day, and when one is not known; if the key server fails,
 * those known go on being used.
 */
export async function keyOf(
  chatEnv: ChatEnv,
  openIdUrl: string,
  kid: string,
): Promise<SigningKey | undefined> {
  const now = chatEnv.now().getTime()
  const kept = known.get(openIdUrl)
  let found = kept?.keys.find((key) => key.kid === kid)
  const old = !kept || now - kept.at > DAY
  if ((old || !found) && (!kept || Math.abs(now - kept.tried) > AGAIN)) {
    if (kept) kept.tried = now
    try {
      const keys = await read(chatEnv, openIdUrl)
      known.set(openIdUrl, { keys, at: now, tried: now })
      found = keys.find((key) => key.kid === kid)
    } catch (error) {
      chatEnv.log('teams.keys_unreachable', { cause: String(error).slice(0, 200) })
    }
  }
  if (!found) return undefined
  const { kty, n, e, endorsements = [] } = found
  return { key: await importJWK({ kty, n, e }, 'RS256'), endorsements }
}

async function read({ fetch }: ChatEnv, openIdUrl: string): Promise<Key[]> {
  const { jwks_uri } = Metadata.parse(await get(fetch, openIdUrl))
  const { keys } = Keys.parse(await get(fetch, jwks_uri))
  const good = keys.flatMap((key) => Key.safeParse(key).data ?? [])
  if (good.length === 0) throw new Error('no keys')
  return good
}

async function get(fetch: ChatEnv['fetch'], url: string): Promise<unknown> {
  const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS), redirect: 'manual' })
  if (response.status !== 200) throw new Error(`HTTP ${response.status}`)
  return JSON.parse(await readAnswer(response, MOST_BYTES))
}
