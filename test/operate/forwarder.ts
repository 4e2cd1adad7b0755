import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A port of loopback that leads to another one: the address of a database that moves. */
export const startForwarder = async (to: number) => {
  let port = to
  const open = new Set<Socket>()
  const server = createServer((client) => {
    const upstream = connect(port, '127.0.0.1')
    for (const socket of [client, upstream]) {
      open.add(socket)
      socket.setNoDelay()
      socket
        .on('error', () => {})
        .once('close', () => {
          open.delete(socket)
          client.destroy()
          upstream.destroy()
        })
    }
    client.pipe(upstream).pipe(client)
  })
  await new Promise<void>((up) => server.listen(0, '127.0.0.1', () => up()))
  return {
    port: (server.address() as AddressInfo).port,
    /** Who is connected is cut off, as when an address moves. */
    move: (next: number) => {
      port = next
      for (const socket of open) socket.destroy()
    },
    stop: () => {
      for (const socket of open) socket.destroy()
      return new Promise<void>((closed) => server.close(() => closed()))
    },
  }
}
