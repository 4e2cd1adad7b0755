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
    headers: { 'Content-Language': line(mail.language), ...automatic(mail) },
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile()
  return { envelope: { from, to }, bytes: await node.build() }
}

/** What can be unsubscribed from was sent by nobody's hand: no out-of-office answers to it. */
const automatic = ({ unsubscribeUrl }: Mail): Record<string, string | { prepared: true; value: string }> =>
  unsubscribeUrl
    ? {
        'List-Unsubscribe': { prepared: true, value: `<${new URL(unsubscribeUrl).href}>` },
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        'Auto-Submitted': 'auto-generated',
        'X-Auto-Response-Suppress': 'OOF, AutoReply',
      }
    : {}

/** One line without control characters: nothing in it can start another header. */
const line = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]+/gu, ' ')
    .replace(/ +/g, ' ')
    .trim()

const address = (text: string, kind: 'person' | 'address'): string => {
  if (/^[^\s\p{Cc}<>(),;:"\\@[\]]+@[^\s\p{Cc}<>(),;:"\\@[\]]+$/u.test(text)) return text
  throw new MailError(
    kind,
    kind === 'address' ? 'not a mail address' : "the brand's address is not a mail address",
  )
}

const id = (text: string): string => {
  if (/^<[^\s<>@]+@[^\s<>@]+>$/.test(text)) return text
  throw new MailError('bug', 'a Message-ID is <something@domain>')
}
