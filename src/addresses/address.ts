import { withoutUnseen } from '../../surveys/phone.ts'
import { withoutEnd } from '../text.ts'

const LONGEST = 254
const LONGEST_LOCAL = 64

/** What servers take before the at sign: RFC 5321's marks, dots wherever people have them, and letters of any script. */
const LOCAL = /^[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~.-]+$/u
/** A quoted part may hold anything printable except the quote and the backslash, so nothing in it can end the address. */
const QUOTED = /^"[ !#-[\]-~]+"$/

/** Letters and marks as some keyboards write them, the at sign too. */
const FULL_WIDTH = /[\uFF01-\uFF5E]/g
/** What people put around a whole address. */
const QUOTES = /^['"‘’“”„«‹[](.*)['"‘’“”„»›\]]$/s

/**
 * An e-mail address as mail servers take it: no invisible marks, no spaces around it, the domain in small ASCII letters
 * (punycode). Also out of `Kim <kim@example.com>` and `mailto:`. Undefined: nothing can be sent to it.
 */
export const addressOf = (given: string, { keepCase = false } = {}): string | undefined => {
  const text = withoutUnseen(given)
    .normalize('NFC')
    .replace(FULL_WIDTH, (mark) => mark.normalize('NFKC'))
    .trim()
    .replace(/\([^()]*\)$/, '')
  const [, inner = text] = /<([^<>]*)>\s*$/.exec(text) ?? []
  const named = inner.trim().replace(/^mailto:([^?]*).*$/is, '$1')
  const [, quoted = named] = QUOTES.exec(withoutEnd(named, '.,;')) ?? []
  const bare = withoutEnd(quoted, '.,;').trim()
  const at = bare.lastIndexOf('@')
  if (at < 1) return undefined
  // Phones write the typographer's apostrophe
  const local = localOf(bare.slice(0, at).replaceAll('’', "'"))
  const domain = domainOf(bare.slice(at + 1))
  if (!local || !domain) return undefined
  const address = `${keepCase ? local : local.toLowerCase()}@${domain}`
  return address.length <= LONGEST ? address : undefined
}

const localOf = (text: string): string | undefined => {
  const plain = QUOTED.test(text) && LOCAL.test(text.slice(1, -1)) ? text.slice(1, -1) : text
  if (!LOCAL.test(plain) && !QUOTED.test(plain)) return undefined
  return Buffer.byteLength(plain) <= LONGEST_LOCAL ? plain : undefined
}

const LABEL = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?$/

/** A domain in ASCII, by the runtime's own UTS 46; undefined where mail can't go: no dot, an IP address, odd marks. */
export const domainOf = (text: string): string | undefined => {
  if (/[\s/?#@:%[\]\\<>"']/.test(text)) return undefined
  let ascii: string
  try {
    ascii = new URL(`http://${text}`).hostname
  } catch {
    return undefined
  }
  const labels = ascii.replace(/\.$/, '').split('.')
  if (labels.length < 2 || ascii.length > 253 || !labels.every((label) => LABEL.test(label))) return undefined
  return /^\d+$/.test(labels.at(-1)!) ? undefined : labels.join('.')
}

/** Whether only a server that speaks SMTPUTF8 (RFC 6531) can take it. */
export const needsUtf8 = (address: string): boolean => /[^\p{ASCII}]/u.test(address)

/** The mailbox behind an address: what follows a plus is the customer's own mark. */
export const mailboxOf = (address: string): string => address.replace(/^([^+@"]+)\+[^@]*@/, '$1@')

/** The same in SQL, of an expression such as `u.email`: the index `customers_mailbox` is on it. */
export const mailboxSql = (email: string) => `regexp_replace(${email}, '^([^+@"]+)\\+[^@]*@', '\\1@')`

/** "k…@mail.example": enough to know one's own. */
export const masked = (address: string): string => {
  const [name = '', host = ''] = address.split('@')
  return `${name.slice(0, 1)}…@${host}`
}
