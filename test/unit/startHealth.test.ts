import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { healthy } from '../../dev/start/steps.ts'

let server: Server
afterEach(() => server.close())

/** A product whose health is what this gives at each look: how many messages are due, none being good. */
const product = (dueAt: (look: number) => number) =>
  new Promise<string>((resolve) => {
    let look = 0
    server = createServer((_, answer) => {
      const due = dueAt(look++)
      answer.writeHead(due > 0 ? 503 : 200).end(JSON.stringify({ counts: { due } }))
    })
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))
  })

test('a start that gives up says that the data stays and that the next start goes on', async () => {
  const url = await product(() => 7)
  await expect(healthy(url, 0.6)).rejects.toThrow(
    /for 0\.6 s: 503 .*"due":7.*\nYour data stays: run npm start again, and it goes on from there\.$/,
  )
})

test('a start waits on while fewer and fewer messages are due', async () => {
  const url = await product((look) => 8 - look)
  await expect(healthy(url, 1)).resolves.toBeUndefined()
})
