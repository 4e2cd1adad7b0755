import type { MailError } from './mail.ts'

/** Where in the talk a server answered. `after` is the answer to the message itself. */
export type Phase = 'connect' | 'auth' | 'mail' | 'rcpt' | 'data' | 'after'

/** `ours`: it may be our fault (our address, domain, server or rate), so it is counted by the recipient's domain. */
export type Meaning = { kind: MailError['kind']; ours: boolean }

/** The address's own fault, and only at RCPT (RFC 3463, 7505; 5.1.10 as Exchange and RFC 7505 use it). */
const ADDRESS = ['5.1.1', '5.1.2', '5.1.3', '5.1.6', '5.1.10', '5.2.1']
/** About the recipient, its list, or the message: neither our fault nor a reason never to write again. */
const RECIPIENT =
  /^5\.(1\.[459]|2\.[034]|2\.14|3\.4|4\.1|4\.6|4\.14|5\.\d+|6\.\d+|7\.(12|17|124|129|13[3-6]|50[457]))$/
/** Mailboxes that take nothing more just now. */
const FULL = /^5\.2\.(2|121|122)$/
const IS_FULL =
  /(mailbox|inbox|storage|user|account)('s)? .{0,30}(\bfull\b|quota)|over ?quota|quota .{0,20}(mailbox|user)/i
/** Asks to come again, whatever the code says. */
const GREY = /gr[ae]y-?list/i

/** Words about the sender, its server, its rights, its rate or a blocklist: whatever the code says, it may be us. */
const US =
  /spam|sorbs|barracuda|cloudmark|proofpoint|surbl|rbl\b|dns ?bl|(block|black|deny|ban)[ -]?list|blocked|banned|listed (in|on|at|by)|reputation|\b(spf|dkim|dmarc|ptr|rdns|helo|ehlo|(start)?tls)\b|sender\b|reverse (dns|lookup|host)|authenticat|authori[sz]|log ?in\b|relay|(client|sending|originating|source|this|your) (address|domain|host|hostname|ip|server|network|account|tenant)|mail from\b|send[ -]?as\b|sendasdenied|(submission|sending|daily|hourly|outbound) .{0,12}(quota|limit|rate)|(?<!thread )limit exceeded|rate[ -]?limit|throttl|unsolicited|abus|spoof|complaint|prohibited|suspicious|policy|policies/i
/** The server is not sure itself. */
const DOUBT =
  /temporar|try (again|later)|tim(e|ed)[ -]?out|(look ?up|verif\w*|callout|callback) (fail|error)|could not verify|internal|quarantin|denied|not permitted|at a rate|too quickly|exceeded/i
const NOBODY =
  /(no such|unknown|invalid|unrouteable|undeliverable) (user|recipient|mailbox|address|account|alias|person)|(user|recipient|mailbox|account|address)\b.{0,60}(unknown|not found|does(n['’]t| not) exist|not exist|invalid|no longer|disabled|inactive|not valid)|(no mailbox here|doesn['’]t have an?)/i
/** Where a refusal names its software or points to a page, it accuses nobody. Anywhere else `relay` or `spam` are words about us. */
const SIGNATURE =
  /https?:\S+|\b[\w-]+(\.[\w-]+)+\b|relay recipient (table|map)s?|proofpoint( essentials)?|policyd|(your|the) (account manager|address book)/gi
const TOO_QUICK = /receiving (e-?mail|mail|messages) (too|at a rate)|recipient.{0,40}(rate|receive) limit/i

/**
 * What a server's refusal means. Pure; `reply` is all its lines. Only the address's own fault is `address`; a code that
 * its own words belie is not believed. test/fixtures/smtpReplies.ts has the table with its sources.
 */
export const meaningOf = (phase: Phase, reply: string): Meaning => {
  const { code, status, words } = read(reply)
  const passing = code < 500 || status.startsWith('4.')
  if (phase === 'connect' || phase === 'auth' || phase === 'mail') {
    // About one recipient or one message, and not about the sender
    if (phase === 'mail' && (tooBig(code, status, words) || /smtputf8/i.test(words))) return bug
    return passing || (phase === 'connect' && code === 503) ? plain('wait') : plain('person')
  }
  const ours = US.test(words)
  if (passing || code === 503)
    return { kind: ours && code === 503 ? 'person' : 'wait', ours: ours || code === 421 }
  return phase === 'rcpt' ? ofRecipient(code, status, words, ours) : ofMessage(code, status, words, ours)
}

const plain = (kind: MailError['kind']): Meaning => ({ kind, ours: false })
const bug = plain('bug')
const later = plain('wait')
/** Sent again once it is fixed. */
const refused: Meaning = { kind: 'person', ours: true }

const ofRecipient = (code: number, status: string, words: string, ours: boolean): Meaning => {
  if (TOO_QUICK.test(words) || GREY.test(words)) return later
  if (ADDRESS.includes(status) && (!ours || isNobody(words)))
    return DOUBT.test(words) ? bug : plain('address')
  if (tooBig(code, status, words)) return bug
  if (isFull(code, status, words, ours)) return later
  if (RECIPIENT.test(status) && !(ours && /^5\.[45]/.test(status))) return bug
  if (!ours && /^(5\.[01]\.0)?$/.test(status) && NOBODY.test(words)) return bug
  return refused
}

/** It says plainly that there is nobody, and what else it names is its own software. */
const isNobody = (words: string): boolean => NOBODY.test(words) && !US.test(words.replace(SIGNATURE, ' '))

const isFull = (code: number, status: string, words: string, ours: boolean): boolean =>
  !ours && (FULL.test(status) || (code === 552 && !status) || (!status && IS_FULL.test(words)))

/** The message was refused as it stands: sent again it is refused again, unless it was about us. */
const ofMessage = (code: number, status: string, words: string, ours: boolean): Meaning => {
  if (tooBig(code, status, words)) return bug
  if (GREY.test(words) || isFull(code, status, words, ours)) return later
  if (/^5\.[26]\./.test(status) && !/send[ -]?as/i.test(words)) return bug
  const mendable =
    /^5\.(4\.5|1\.[78]|1\.90|7\.(2\d|50[1-39]|51[0-5]|6\d\d|7\d\d))$/.test(status) ||
    (ours && !CONTENT.test(words))
  if (mendable) return refused
  return { kind: 'bug', ours: !status || /^5\.(0|3|4|7)\./.test(status) }
}

/** Spam filters and policies judge what was written. */
const CONTENT =
  /spam(?!haus|cop)|content|virus|malware|phish|suspicious|polic(y|ies)(?! framework)(?<!(dmarc|dkim|spf) polic(y|ies))/i

const tooBig = (code: number, status: string, words: string): boolean =>
  status === '5.3.4' ||
  status === '5.2.3' ||
  (/^55[24]$/.test(String(code)) && /\b(size|too (big|large|long))\b/i.test(words))

/** No honest reply is longer, and what is read is read several times over. */
const LONGEST = 2000

/** `status`: the enhanced code (RFC 2034), at its place or in brackets or behind a # as some servers have it; else ''. */
const read = (whole: string) => {
  const reply = whole.slice(0, LONGEST)
  const code = Number(reply.slice(0, 3)) || 500
  const text = reply.replace(/^\d{3}[ -]?/gm, '')
  const status = /(?:^|[\s#([])([245]\.\d{1,3}\.\d{1,3})(?![.\d])/.exec(text)?.[1] ?? ''
  // What the customer is called is no word of the server's.
  const words = text.replace(/\S*@\S+/g, ' ').replace(/\s+/g, ' ')
  return { code, status: status[0] === '2' ? '' : status, words }
}
