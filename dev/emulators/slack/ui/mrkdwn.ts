import type { User } from '../types.ts'

/** What a text may mention, and where its reader lives. */
export type Reader = {
  users: Map<string, User>
  channels: Map<string, { name: string }>
  timeZone?: string
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`)
}

/** Text arrives with `& < >` as entities; anything else is taken literally. */
function decode(text: string): string {
  return text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&')
}

const emoji: Record<string, string> = {
  white_check_mark: '✅',
  heavy_check_mark: '✔️',
  warning: '⚠️',
  rotating_light: '🚨',
  red_circle: '🔴',
  large_orange_circle: '🟠',
  large_yellow_circle: '🟡',
  large_green_circle: '🟢',
  star: '⭐',
  wave: '👋',
  tada: '🎉',
  pray: '🙏',
  email: '📧',
  telephone_receiver: '📞',
  hourglass: '⌛',
  alarm_clock: '⏰',
  speech_balloon: '💬',
  bust_in_silhouette: '👤',
  memo: '📝',
  heart: '❤️',
  '+1': '👍',
}
const dots: Record<string, string> = { '🔴': 'red', '🟠': 'orange', '🟡': 'yellow', '🟢': 'green' }
/** Circles are drawn by the page: not every machine has a font that can. */
const withEmoji = (text: string) =>
  text
    .replace(/:([a-z0-9_+-]+):/g, (all, name) => emoji[name] ?? all)
    .replace(/[🔴🟠🟡🟢]/gu, (dot) => `<span class="dot ${dots[dot]}">${dot}</span>`)

export function plainText(text: string): string {
  return withEmoji(escapeHtml(decode(text))).replace(/\n/g, '<br>')
}

/** Slack's mrkdwn as safe HTML. */
export function mrkdwn(text: string, reader: Reader): string {
  const held: string[] = []
  // Finished pieces are set aside as private-use characters, so that later rules leave them alone.
  const hold = (piece: string) => String.fromCharCode(0xe000 + held.push(piece) - 1)
  let out = text.replace(/[\ue000-\uf8ff]/g, '')
  out = out.replace(/```\n?([\s\S]+?)\n?```/g, (_, code) => hold(`<pre>${escapeHtml(decode(code))}</pre>`))
  out = out.replace(/`([^`\n]+)`/g, (_, code) => hold(`<code>${escapeHtml(decode(code))}</code>`))
  out = out.replace(/<([^<>\n]+)>/g, (_, inside) => hold(control(inside, reader)))
  out = out.replace(/https?:\/\/[^\s<>|]+[^\s<>|.,;:!?)\]'"]/g, (url) => hold(link(decode(url), decode(url))))
  out = escapeHtml(decode(out))
  out = out
    .split('\n')
    .map((line) => (line.startsWith('&#62;') ? `\uf8ff${line.slice(5).trimStart()}` : line))
    .join('\n')
  out = styled(styled(styled(out, '\\*', 'strong'), '_', 'em'), '~', 's')
  out = out.replace(/(?:^\uf8ff.*(?:\n|$))+/gm, (lines) => {
    return hold(
      `<blockquote>${lines.replaceAll('\uf8ff', '').replace(/\n$/, '').replace(/\n/g, '<br>')}</blockquote>`,
    )
  })
  out = withEmoji(out).replace(/\n/g, '<br>')
  while (/[\ue000-\uf8fe]/.test(out)) {
    out = out.replace(/[\ue000-\uf8fe]/g, (one) => held[one.charCodeAt(0) - 0xe000] ?? '')
  }
  return out
}

function styled(text: string, mark: string, tag: string): string {
  const pattern = new RegExp(
    `(^|[\\s\\uf8ff\\p{P}])${mark}(?=\\S)([^\\n]*?\\S)${mark}(?=$|[\\s\\p{P}])`,
    'gmu',
  )
  return text.replace(pattern, `$1<${tag}>$2</${tag}>`)
}

/** What stands between `<` and `>`: a mention, a date or a link. */
function control(inside: string, reader: Reader): string {
  const bar = inside.indexOf('|')
  const target = bar < 0 ? inside : inside.slice(0, bar)
  const label = bar < 0 ? undefined : decode(inside.slice(bar + 1))
  const mention = (name: string) => `<span class="mention">${escapeHtml(name)}</span>`
  if (target.startsWith('@'))
    return mention(`@${reader.users.get(target.slice(1))?.name ?? label ?? target.slice(1)}`)
  if (target.startsWith('#'))
    return mention(`#${reader.channels.get(target.slice(1))?.name ?? label ?? target.slice(1)}`)
  if (target.startsWith('!date^')) return date(target, label ?? '', reader)
  if (target.startsWith('!subteam^')) return mention(label ?? '@group')
  if (target.startsWith('!')) return mention(`@${target.slice(1)}`)
  return link(decode(target), label ?? decode(target))
}

function link(url: string, label: string): string {
  if (!/^(https?|mailto|tel):/i.test(url)) return escapeHtml(label)
  return `<a href="${escapeHtml(url)}" target="_blank" rel="noreferrer">${escapeHtml(label.replace(/^mailto:/, ''))}</a>`
}

const dateStyles: Record<string, Intl.DateTimeFormatOptions> = {
  date_num: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date: { month: 'long', day: 'numeric', year: 'numeric' },
  date_short: { month: 'short', day: 'numeric', year: 'numeric' },
  date_long: { weekday: 'long', month: 'long', day: 'numeric', year: 'numeric' },
  date_pretty: { month: 'long', day: 'numeric' },
  date_short_pretty: { month: 'short', day: 'numeric' },
  date_long_pretty: { weekday: 'long', month: 'long', day: 'numeric' },
  time: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  time_secs: { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
}

function date(target: string, fallback: string, { timeZone }: Reader): string {
  const [, seconds, format = '', url] = target.split('^')
  const at = new Date(Number(seconds) * 1000)
  if (Number.isNaN(at.getTime())) return escapeHtml(fallback)
  const words = format.replace(/\{(\w+)\}/g, (all, token) => {
    const style = dateStyles[token]
    return style ? new Intl.DateTimeFormat('en-GB', { ...style, timeZone }).format(at) : all
  })
  const shown = `<time datetime="${at.toISOString()}" title="${escapeHtml(fallback)}">${escapeHtml(words)}</time>`
  return url && /^https?:/.test(url)
    ? `<a href="${escapeHtml(url)}" target="_blank" rel="noreferrer">${shown}</a>`
    : shown
}
