import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'

const FILE = '/postgres/src/connection.js'

/** In postgres 3.4.9, https://github.com/porsager/postgres/issues/1154 and 1208; both still open. */
const MENDS: [faulty: string, mended: string][] = [
  // A write to a connection that was lost (a transaction's rollback) ended the whole process
  [
    'const x = socket.write(chunk, fn)',
    "if (!socket) { chunk = nextWriteTimer = null; error(Errors.connection('CONNECTION_CLOSED', options)); return false }\n    const x = socket.write(chunk, fn)",
  ],
  // One lost with a write pending never wrote again: it hung each time the pool gave it out
  [
    'remaining = 0\n    incomings = null\n    clearImmediate(nextWriteTimer)',
    'remaining = 0\n    incomings = null\n    clearImmediate(nextWriteTimer)\n    chunk = nextWriteTimer = null',
  ],
  ['!hadError && (query || sent.length) && error(', '(query || sent.length) && error('],
]

/**
 * Mends the driver as it is loaded, so that a pool outlives a Postgres that stops; only a long-lived pool needs it.
 * To be called before anything imports the driver. Throws where the driver is another than the one known.
 */
export const mendDriver = (): void => {
  registerHooks({
    load(url, context, nextLoad) {
      if (!url.split('?')[0]!.endsWith(FILE)) return nextLoad(url, context)
      const source = MENDS.reduce(
        (text, [faulty, mended]) => {
          if (text.split(faulty).length !== 2)
            throw new Error(`the Postgres driver changed: look at db/mendDriver.ts (${faulty})`)
          return text.replace(faulty, () => mended)
        },
        readFileSync(fileURLToPath(url), 'utf8'),
      )
      return { format: 'module', source, shortCircuit: true }
    },
  })
}
