/** Calls a minute by Slack's tiers; posting is limited per channel instead. */
const perMinute: Record<string, number> = {
  'chat.update': 50,
  'conversations.history': 50,
  'conversations.replies': 50,
  'conversations.info': 50,
  'conversations.list': 20,
  'conversations.open': 50,
  'users.lookupByEmail': 50,
  'users.info': 100,
  'views.open': 100,
  'views.publish': 100,
}
/** Slack allows "short bursts" over one message a second; how many it doesn't say. */
const burst = 3

export function limitRate(now: () => number) {
  const windows = new Map<string, number[]>()
  const buckets = new Map<string, { tokens: number; at: number }>()
  /** Seconds to wait, or 0 when the call may go on. */
  return function wait(method: string, channel?: string): number {
    if (method === 'chat.postMessage') return takeToken(channel ?? '')
    const most = perMinute[method]
    return most ? takePlace(method, most) : 0
  }
  function takeToken(channel: string): number {
    const at = now()
    const bucket = buckets.get(channel) ?? { tokens: burst, at }
    bucket.tokens = Math.min(burst, bucket.tokens + (at - bucket.at) / 1000)
    bucket.at = at
    buckets.set(channel, bucket)
    if (bucket.tokens < 1) return Math.max(1, Math.ceil(1 - bucket.tokens))
    bucket.tokens -= 1
    return 0
  }
  function takePlace(method: string, most: number): number {
    const at = now()
    const recent = (windows.get(method) ?? []).filter((call) => call > at - 60_000)
    windows.set(method, recent)
    if (recent.length >= most) return Math.max(1, Math.ceil((recent[0]! + 60_000 - at) / 1000))
    recent.push(at)
    return 0
  }
}
