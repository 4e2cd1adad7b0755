import { Readable } from 'node:stream'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import { compose } from './compose.ts'
import { connect, type Server, serverOf } from './connect.ts'
import { MailError, type MailProvider } from './mail.ts'
import { type SmtpFault, whatWentWrong } from './whatWentWrong.ts'

/** A send that takes longer is given up; shorter than an outbox entry's lease. */
const TOTAL = 40_000
const SILENCE = 20_000

/**
 * Any SMTP server, by `smtp://user:password@host:587` (STARTTLS) or `smtps://user:password@host:465`. With a
 * password STARTTLS is demanded, but not on loopback; `?requireTls=1` or `0` sets it. One connection a
 * message: a Worker's socket can't outlive its request. Throws on a URL it can't read.
 */
export const smtp = (url: string, limits = { total: TOTAL, silence: SILENCE }): MailProvider => {
  const server = serverOf(url)
  return {
    name: 'smtp',
    async send(mail) {
      const { envelope, bytes } = await compose(mail)
      await transmit(server, { envelope, bytes }, limits)
    },
    verify: () => transmit(server, undefined, limits),
  }
}

type Envelope = { from: string; to: string }

/** Without a message it only says who we are. */
const transmit = async (
  server: Server,
  message: { envelope: Envelope; bytes: Buffer } | undefined,
  limits: { total: number; silence: number },
) => {
  const stage = { begun: false }
  // Read only once the server has said 354, so it tells a lost message from a maybe sent one.
  const body = new Readable({
    read() {
      stage.begun = true
      this.push(message?.bytes)
      this.push(null)
    },
  })
  const by = Date.now() + limits.total
  let connection: SMTPConnection | undefined
  try {
    const socket = await connect(server, Math.min(10_000, limits.total))
    connection = new SMTPConnection({
      connection: socket,
      host: server.host,
      secure: server.secure,
      secured: server.secure,
      requireTLS: !server.secure && server.startTls === 'required',
      ignoreTLS: server.startTls === 'never',
      connectionTimeout: 10_000,
      greetingTimeout: Math.min(10_000, limits.silence),
      socketTimeout: limits.silence,
    })
    await within(by - Date.now(), speak(connection, server, message && { ...message, body }))
  } catch (error) {
    throw error instanceof MailError
      ? error
      : whatWentWrong(error as SmtpFault, stage.begun, message?.envelope.to ?? '')
  } finally {
    connection?.close()
  }
}

const NO_UTF8 =
  'The mail server does not offer SMTPUTF8, which an address with such letters needs: leave ask.internationalAddresses off.'

/** Only nodemailer's own field tells what the server said to EHLO; without the field everything is tried. */
const offers = (smtp: SMTPConnection, extension: string): boolean =>
  (smtp as { _supportedExtensions?: string[] })._supportedExtensions?.includes(extension) ?? true

const speak = (
  smtp: SMTPConnection,
  { auth }: Server,
  message: { envelope: Envelope; bytes: Buffer; body: Readable } | undefined,
) =>
  new Promise<void>((sent, failed) => {
    smtp.on('error', failed)
    const send = () => {
      if (!message) return sent(smtp.quit())
      const { envelope, bytes, body } = message
      if (/[^\p{ASCII}]/u.test(envelope.from + envelope.to) && !offers(smtp, 'SMTPUTF8'))
        return failed(new MailError('bug', NO_UTF8))
      smtp.send({ from: envelope.from, to: [envelope.to], size: bytes.length }, body, (error) =>
        error ? failed(error) : sent(smtp.quit()),
      )
    }
    smtp.connect((error) => {
      if (error) return failed(error)
      // A server that offers no log-in may be an open relay for us: it says so at MAIL FROM if not.
      if (!auth || !smtp.allowsAuth) return send()
      smtp.login({ credentials: auth }, (refused) => (refused ? failed(refused) : send()))
    })
  })

const within = async (ms: number, work: Promise<void>) => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, failed) => {
    timer = setTimeout(() => failed(Object.assign(new Error('Took too long'), { code: 'ETIMEDOUT' })), ms)
  })
  try {
    await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
