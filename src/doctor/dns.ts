import { promises } from 'node:dns'
import { bad, type Finding, good, note } from './finding.ts'

/** What is asked of DNS; tests answer it themselves. */
export type Resolver = Pick<typeof promises, 'resolveTxt' | 'resolveMx'>

/** Where providers keep their keys, by their own set-up pages; others are asked for by name. */
const SELECTORS = [
  'amends',
  'default',
  'dkim',
  'google',
  'k1',
  'mail',
  'resend',
  's1',
  's2',
  'selector1',
  'selector2',
]
const ABSENT = ['ENOTFOUND', 'ENODATA']

const texts = async (dns: Resolver, name: string): Promise<string[]> => {
  try {
    return (await dns.resolveTxt(name)).map((parts) => parts.join(''))
  } catch (error) {
    if (ABSENT.includes((error as { code?: string }).code ?? '')) return []
    throw error
  }
}

/**
 * What receivers ask of a sender's domain: SPF (RFC 7208), DKIM (RFC 6376), DMARC (RFC 7489). A DKIM key can only be
 * looked for under a selector: the usual ones and `selector`.
 */
export const senderDomain = async (
  domain: string,
  { dns = promises, selector }: { dns?: Resolver; selector?: string } = {},
): Promise<Omit<Finding, 'what'>[]> => {
  const [spf, dmarc, keys] = await Promise.all([
    texts(dns, domain).then((found) => found.filter((one) => /^v=spf1( |$)/i.test(one))),
    texts(dns, `_dmarc.${domain}`).then((found) => found.filter((one) => /^v=DMARC1/i.test(one))),
    Promise.all(
      (selector ? [selector] : SELECTORS).map(async (name) => {
        const found = await texts(dns, `${name}._domainkey.${domain}`)
        return found.some((one) => /(^|;)\s*p=[^;\s]/.test(one)) ? [name] : []
      }),
    ).then((found) => found.flat()),
  ])
  return [
    spf.length === 1
      ? good(`SPF: ${short(spf[0]!)}`)
      : bad(
          spf.length === 0
            ? `no SPF: publish "v=spf1 include:YOUR-PROVIDER -all" as TXT of ${domain}`
            : 'several SPF records, of which receivers take none: put them into one',
        ),
    keys.length > 0
      ? good(`DKIM: a key under ${keys.join(', ')}`)
      : selector
        ? bad(`no DKIM key at ${selector}._domainkey.${domain}: publish the one your mail provider gives you`)
        : note('no DKIM key under a usual name: give yours with --selector NAME'),
    dmarc.length === 1
      ? good(`DMARC: ${short(dmarc[0]!)}`)
      : bad(
          dmarc.length === 0
            ? `no DMARC: publish "v=DMARC1; p=none; rua=mailto:YOU" as TXT of _dmarc.${domain}`
            : 'several DMARC records, of which receivers take none: leave one',
        ),
  ]
}

/** Where customers' replies go must take mail. */
export const takesReplies = async (
  domain: string,
  { dns = promises }: { dns?: Resolver } = {},
): Promise<Omit<Finding, 'what'>[]> => {
  const servers = await dns.resolveMx(domain).catch((error: { code?: string }) => {
    if (ABSENT.includes(error.code ?? '')) return []
    throw error
  })
  return [
    servers.some(({ exchange }) => exchange !== '')
      ? good('it takes replies')
      : bad(`no MX for ${domain}: replies to our mails would be lost`),
  ]
}

const short = (text: string) => (text.length > 80 ? `${text.slice(0, 79)}…` : text)
