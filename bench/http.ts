import { connect } from 'node:net'

type Answer = { status: number; bytes: number }
export type Connection = {
  send(request: string): Promise<Answer>
  /** False once the server has closed it, as it does after some idle seconds. */
  alive(): boolean
  close(): void
}

/**
 * One keep-alive connection, one request at a time. Written by hand because Node's own clients take more CPU a
 * request than the bare server under test does.
 */
export function open(port: number): Promise<Connection> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    let got: Buffer | undefined
    let pending: PromiseWithResolvers<Answer> | undefined
    const failed = (error: Error) => {
      reject(error)
      pending?.reject(error)
    }
    socket.once('error', failed).once('close', () => failed(new Error('connection closed')))
    socket.on('data', (data) => {
      got = got ? Buffer.concat([got, data]) : data
      const answer = read(got)
      if (!answer) return
      got = undefined
      pending?.resolve(answer)
    })
    socket.once('connect', () =>
      resolve({
        send(request) {
          pending = Promise.withResolvers()
          socket.write(request)
          return pending.promise
        },
        alive: () => socket.writable,
        close: () => socket.destroy(),
      }),
    )
  })
}

/** Undefined until the whole answer is there. */
function read(got: Buffer): Answer | undefined {
  const end = got.indexOf('\r\n\r\n')
  if (end < 0) return undefined
  const head = got.toString('latin1', 0, end)
  const status = Number(head.slice(9, 12))
  const length = /\ncontent-length: *(\d+)/i.exec(head)
  const bytes = got.length - end - 4
  if (length) return bytes >= Number(length[1]) ? { status, bytes: Number(length[1]) } : undefined
  if (!/\ntransfer-encoding: *chunked/i.test(head)) throw new Error('an answer without a length')
  return got.toString('latin1', got.length - 5) === '0\r\n\r\n' ? { status, bytes } : undefined
}

export const getPage = (token: string): string =>
  `GET /s/${token} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/html\r\nAccept-Language: sv\r\n\r\n`

export const postScore = (token: string, score: number): string =>
  `POST /s/${token} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/html\r\nAccept-Language: sv\r\nOrigin: http://127.0.0.1\r\n` +
  `Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 18\r\n\r\nstep=score&score=${score}`
