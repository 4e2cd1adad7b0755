import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'

/**
 * The Postgres driver (postgres 3.4.9) and a Postgres that stops: https://github.com/porsager/postgres/issues/1154,
 * 1208 and more, still open. A statement given to a lost connection ended the process, hung for good, or was answered
 * as done once the connection was back, without ever being run. Plain JavaScript: npm runs it after an install.
 */
const MENDS = [
  ['let socket = null\n', 'let socket = null\n    , alive = false /* mended: db/mendDriver.mjs */\n'],
  // Nothing is taken before the server said it is ready, nor once the connection is lost
  [
    '    if (stream)\n      return queryError(q, Errors.generic(',
    "    if (!alive)\n      return (queryError(q, Errors.connection('CONNECTION_CLOSED', options)), true)\n\n    if (stream)\n      return queryError(q, Errors.generic(",
  ],
  ['function ReadyForQuery(x) {\n', 'function ReadyForQuery(x) {\n    alive = true\n'],
  // What was under way is lost: it is told so, and leaves nothing behind for the next connection
  [
    'socket = null\n\n    if (initial)',
    `socket = null
    alive = false
    chunk = nextWriteTimer = null
    const lost = Errors.connection('CONNECTION_CLOSED', options, socket)
    query && queryError(query, lost)
    while (sent.length)
      queryError(sent.shift(), lost)
    query = results = errorResponse = null
    result = new Result()
    rows = 0

    if (initial)`,
  ],
  // The driver's own first question has nobody to hear that it failed
  ['`], [], execute)\n    types.forEach', '`], [], execute).catch(() => [])\n    types.forEach'],
]

/** The source of the driver's connection.js, mended. Throws where it is another than the one known. */
export const mend = (source) => {
  if (source.includes('db/mendDriver.mjs')) return source
  return MENDS.reduce((text, [faulty, mended]) => {
    if (text.split(faulty).length !== 2)
      throw new Error(`the Postgres driver changed: look at db/mendDriver.mjs (${faulty.trim()})`)
    return text.replace(faulty, () => mended)
  }, source)
}

const mendOnDisk = () => {
  const home = join(dirname(createRequire(import.meta.url).resolve('postgres')), '..', '..') // from cjs/src
  for (const build of ['src', 'cjs/src', 'cf/src']) {
    const file = join(home, build, 'connection.js')
    const source = readFileSync(file, 'utf8')
    const text = mend(source)
    if (text === source) continue
    writeFileSync(`${file}.new`, text)
    renameSync(`${file}.new`, file)
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) mendOnDisk()
