import MailComposer from 'nodemailer/lib/mail-composer'
import { type Mail, MailError } from './mail.ts'

/** The bytes of a mail as they go over the wire, and whom they go from and to. */
export const compose = async (mail: Mail) => {
  const from = address(mail.from.address, 'person')
  const to = address(mail.to, 'address')
  const node = new MailComposer({
    messageId: id(mail.messageId),
    from: { name: line(mail.from.name), address: from },
    replyTo: { name: '', address: address(mail.replyTo, 'person') },
    to: { name: '', address: to },
    subject: line(mail.subject),
    text: mail.text,
    html: mail.html,
    ...(mail.inReplyTo && { inReplyTo: id(mail.inReplyTo), references: id(mail.inReplyTo) }),
    headers: { 'Content-Language': line(mail.language), ...automatic(mail), ...unsubscribing(mail) },
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile()
  return { envelope: { from, to }, bytes: await node.build() }
}

type Header = string | { prepared: true; value: string }

const automatic = (mail: Mail): Record<string, Header> =>
  mail.automatic ? { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'OOF, AutoReply' } : {}

/** The https way first, for programs that take one; the other is a mail that a person reads and acts on. */
const unsubscribing = ({ unsubscribeUrl, replyTo, to }: Mail): Record<string, Header> =>
  unsubscribeUrl
    ? {
        'List-Unsubscribe': {
          prepared: true,
          value: `<${new URL(unsubscribeUrl).href}>, <mailto:${mailto(replyTo)}?subject=${encodeURIComponent(`Unsubscribe ${to}`)}>`,
        },
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      }
    : {}

/** As RFC 6068 writes it. */
const mailto = (address: string) => encodeURIComponent(address).replace('%40', '@')

/** One line without control characters: nothing in it can start another header. */
const line = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]+/gu, ' ')
    .replace(/ +/g, ' ')
    .trim()

/** The part before the at sign plain, or in quotes without what could end them. */
const ADDRESS = /^(?:[^\s\p{Cc}<>(),;:"\\@[\]]+|"[ !#-[\]-~]+")@[^\s\p{Cc}<>(),;:"\\@[\]]+$/u

const address = (text: string, kind: 'person' | 'address'): string => {
  if (ADDRESS.test(text)) return text
  throw new MailError(
    kind,
    kind === 'address' ? 'not a mail address' : "the brand's address is not a mail address",
  )
}

const id = (text: string): string => {
  if (/^<[^\s<>@]+@[^\s<>@]+>$/.test(text)) return text
  throw new MailError('bug', 'a Message-ID is <something@domain>')
}
