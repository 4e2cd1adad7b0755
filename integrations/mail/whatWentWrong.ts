import { MailError } from './mail.ts'

/** What nodemailer tells of a failed send. `responseCode` is there only if the server really answered. */
export type SmtpFault = Error & {
  code?: string
  responseCode?: number
  response?: string
  command?: string
}

type Kind = MailError['kind']

/** `begun`: some of the message was handed over, so without a clear answer it may have been accepted. */
export const whatWentWrong = (fault: SmtpFault, begun: boolean): MailError =>
  new MailError(kindOf(fault, begun), fault.message.replace(/\s+/g, ' ').slice(0, 300))

const kindOf = (fault: SmtpFault, begun: boolean): Kind => {
  const { code, responseCode, command = '' } = fault
  if (!responseCode) return begun ? 'ambiguous' : silently(fault)
  // 503 says that the talk went wrong, not the message; other replies below 500 ask us to come again.
  if (responseCode < 500 || responseCode === 503) return 'wait'
  if (code === 'EAUTH' || code === 'ETLS' || responseCode === 530 || responseCode === 535) return 'person'
  if (command === 'RCPT TO') return recipient(fault)
  if (command === 'DATA') return content(fault)
  return 'person'
}

const silently = ({ code, message, command }: SmtpFault): Kind => {
  if (code === 'EAUTH' || code === 'ENOTFOUND') return 'person'
  if (code === 'ETLS') return /closed unexpectedly|timed out/i.test(message) ? 'wait' : 'person'
  if (/certificate|self.signed|altname/i.test(`${code} ${message}`)) return 'person'
  if (code === 'EENVELOPE' && command === 'API') return 'address'
  return code === 'EMESSAGE' ? 'bug' : 'wait'
}

const recipient = ({ response = '', responseCode }: SmtpFault): Kind => {
  if (/relay|authenticat|log ?in/i.test(response)) return 'person'
  // A full mailbox empties again (RFC 5321, 4.5.3.1.10), and the address is not to blame.
  if (responseCode === 552 || / 5\.2\.2\b/.test(response)) return 'wait'
  if ([501, 521, 550, 551, 553, 556].includes(responseCode!)) return 'address'
  return / 5\.1\.\d/.test(response) ? 'address' : 'bug'
}

/** Refused as it stands; but a spent quota is about us and passes. */
const content = ({ response = '' }: SmtpFault): Kind =>
  / 5\.4\.5\b|quota|limit exceeded/i.test(response) ? 'person' : 'bug'
