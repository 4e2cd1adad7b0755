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

/** Reads an SMTP_URL. Throws where it names no server. */
export const serverOf = (url: string): Server => {
  const { protocol, hostname, port, username, password, searchParams } = new URL(url)
  if (!/^smtps?:$/.test(protocol) || !hostname)
    throw new Error('The mail server is smtp://host or smtps://host')
  const secure = protocol === 'smtps:'
  const host = hostname.replace(/^\[|\]$/g, '')
  const local = host === 'localhost' || host === '::1' || host.startsWith('127.')
  const asked = searchParams.get('requireTls')
  return {
    host,
    port: Number(port) || (secure ? 465 : 587),
    secure,
    startTls: (asked ? asked === '1' : username !== '' && !local)
      ? 'required'
      : local
        ? 'never'
        : 'if offered',
    ...(username && { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
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
