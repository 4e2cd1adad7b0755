import { connect as connectPlain, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'

export type Server = {
  host: string
  port: number
  /** TLS from the first byte. */
  secure: boolean
  /** Loopback needs none, and its servers' certificates are seldom good. */
  startTls: 'never' | 'if offered' | 'required'
  auth?: { user: string; pass: string }
}

const YES: Record<string, boolean> = { '1': true, true: true, yes: true, '0': false, false: false, no: false }

/** Reads an SMTP_URL. Throws a sentence where it names no server; `notes` are parameters that do nothing here. */
export const serverOf = (url: string): Server & { notes: string[] } => {
  const given = URL.canParse(url) ? new URL(url) : undefined
  if (!given || !/^smtps?:$/.test(given.protocol) || !given.hostname)
    throw new Error(`it is not smtp://user:password@host:587 or smtps://user:password@host:465; ${ENCODE}`)
  const { protocol, hostname, port, username, password, searchParams } = given
  const secure = protocol === 'smtps:'
  const host = hostname.replace(/^\[|\]$/g, '')
  const local = host === 'localhost' || host === '::1' || host.startsWith('127.')
  if (password && !username) throw new Error('a password stands there without a user name')
  const asked = searchParams.get('requireTls')
  if (asked !== null && YES[asked] === undefined) throw new Error('requireTls is 1 or 0')
  return {
    host,
    port: Number(port) || (secure ? 465 : 587),
    secure,
    startTls: (asked === null ? username !== '' && !local : YES[asked])
      ? 'required'
      : local
        ? 'never'
        : 'if offered',
    ...(username && { auth: { user: decoded(username), pass: decoded(password) } }),
    notes: [
      ...(port === '465' && !secure ? ['port 465 mostly speaks TLS at once: smtps://'] : []),
      ...(port === '587' && secure ? ['port 587 mostly speaks STARTTLS: smtp://'] : []),
      ...[...new Set(searchParams.keys())]
        .filter((name) => name !== 'requireTls')
        .map((name) => `${name} is left out: it is not known here`),
    ],
  }
}

const ENCODE = 'special characters in the user name and password are percent-encoded: @ is %40, / is %2F'

const decoded = (text: string) => {
  try {
    return decodeURIComponent(text)
  } catch {
    throw new Error(`a % stands for itself only as %25; ${ENCODE}`)
  }
}

/** Opens the socket by the runtime's own name resolution: nodemailer's needs more than a Worker has. */
export const connect = ({ host, port, secure }: Server, ms: number): Promise<Socket> =>
  new Promise((done, failed) => {
    const socket: Socket = secure
      ? connectTls({ host, port, ...(/^[\d.:]+$/.test(host) ? {} : { servername: host }) })
      : connectPlain({ host, port })
    const timer = setTimeout(
      () => fail(Object.assign(new Error('Connection timeout'), { code: 'ETIMEDOUT' })),
      ms,
    )
    const fail = (error: Error) => {
      clearTimeout(timer)
      // The socket may say more once it is given up.
      socket.on('error', () => {})
      socket.destroy()
      failed(error)
    }
    socket.once('error', fail)
    socket.once(secure ? 'secureConnect' : 'connect', () => {
      clearTimeout(timer)
      socket.off('error', fail)
      done(socket)
    })
  })
