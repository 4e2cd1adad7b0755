import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'

type App = { fetch: (request: Request, env: never) => Response | Promise<Response> }

/** Serves an app on loopback; 0 or no port: any free one. Rejects when the port is taken. */
export async function serve(app: App, port = 0): Promise<{ url: string; close(): Promise<void> }> {
  const server = createAdaptorServer({ fetch: app.fetch as never, hostname: '127.0.0.1' })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve())
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        if ('closeAllConnections' in server) server.closeAllConnections()
      }),
  }
}
