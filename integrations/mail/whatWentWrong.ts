import { MailError } from './mail.ts'
import { meaningOf, type Phase } from './replies.ts'

/** What nodemailer tells of a failed send. `responseCode` is there only if the server really answered. */
export type SmtpFault = Error & {
  code?: string
  responseCode?: number
  response?: string
  command?: string
}

/** `begun`: some of the message was handed over, so without a clear answer it may have been accepted. */
export const whatWentWrong = (fault: SmtpFault, begun: boolean, to: string): MailError => {
  const words = fault.message.replace(/\s+/g, ' ').slice(0, 300)
  if (!fault.responseCode) return new MailError(begun ? 'ambiguous' : silently(fault), words)
  const phase = phaseOf(fault, begun)
  const { kind: told, ours } = meaningOf(phase, fault.response ?? String(fault.responseCode))
  // A server that can't read such letters (RFC 6531) may say that there is no such address
  const kind = told === 'address' && /[^\p{ASCII}]/u.test(to) ? 'bug' : told
  const ofRecipient = phase === 'rcpt' || phase === 'data' || phase === 'after'
  return new MailError(kind, words, ofRecipient ? { answer: { domain: domainOf(to), ours } } : {})
}

const phaseOf = ({ code, command = '' }: SmtpFault, begun: boolean): Phase => {
  if (begun) return 'after'
  if (code === 'EAUTH' || command.startsWith('AUTH')) return 'auth'
  if (command === 'MAIL FROM') return 'mail'
  if (command === 'RCPT TO') return 'rcpt'
  return command === 'DATA' ? 'data' : 'connect'
}

const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1).toLowerCase()

const silently = ({ code, message, command }: SmtpFault): MailError['kind'] => {
  if (code === 'EAUTH' || code === 'ENOTFOUND') return 'person'
  if (code === 'ETLS') return /closed unexpectedly|timed out/i.test(message) ? 'wait' : 'person'
  if (/certificate|self.signed|altname/i.test(`${code} ${message}`)) return 'person'
  if (code === 'EENVELOPE' && command === 'API') return 'address'
  return code === 'EMESSAGE' ? 'bug' : 'wait'
}
