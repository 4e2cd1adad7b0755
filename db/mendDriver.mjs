import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'

/*
 * postgres 3.4.9 and a Postgres that stops (https://github.com/porsager/postgres/issues/1154, 1208, still open): what
 * a transaction said to its lost connection ended the process, hung the pool, or swapped the answers of statements,
 * some "done" without being run. test/fault/ledgerDriver.test.ts shows it. Plain JavaScript: npm runs it on install.
 * Both files carry MENDED into what the driver exports: db/driver.ts looks for it and lets nothing start without.
 */
const MARK = '/* mended by db/mendDriver.mjs */'
/** Counts up with every change of MENDS that an answer's truth depends on. */
export const MENDED = 2

const MENDS = {
  'connection.js': [
    [
      'function Connection(options, queues = {}',
      `Connection.mended = ${MENDED}\n\nfunction Connection(options, queues = {}`,
    ],
    ['let socket = null\n', `let socket = null ${MARK}\n    , alive = false\n`],
    // Before its first statement is on its way a new connection takes no other; a lost one takes none
    ['function execute(q) {', 'function execute(q, own) {'],
    [
      '    if (stream)\n      return queryError(q, Errors.generic(',
      "    if (!alive && q !== initial && own !== true)\n      return (queryError(q, Errors.connection('CONNECTION_CLOSED', options)), true)\n\n    if (stream)\n      return queryError(q, Errors.generic(",
    ],
    [
      '      options.shared.retries = retries = 0\n',
      '      alive = true\n      options.shared.retries = retries = 0\n',
    ],
    [
      '    while (sent.length && (query = sent.shift())',
      '    alive = true\n    while (sent.length && (query = sent.shift())',
    ],
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
    // Where no types are fetched, a statement of plain values goes in one round trip: nothing needs to be described
    // first. Speed alone, so that it does not count in MENDED
    [
      'q.describeFirst = q.onlyDescribe || (parameters.length && !q.prepared)',
      `q.describeFirst = q.onlyDescribe || (parameters.length && !q.prepared
      && (options.fetch_types || parameters.some((x, i) => !types[i] && typeof x === 'object' && x !== null)))`,
    ],
    // The driver's own first question has nobody to hear that it failed
    [
      '`], [], execute)\n    types.forEach',
      '`], [], q => execute(q, true)).catch(() => [])\n    types.forEach',
    ],
  ],
  'index.js': [
    // The connection that was used last comes first: it has its plans, which one that had its turn long ago makes again.
    // Speed alone, too
    [
      'let ending = false\n',
      `let ending = false
  const newestFirst = (xs = []) => ({
    get length() { return xs.length },
    push: x => (xs.push(x), x),
    shift: () => xs.pop(),
    remove: x => xs.includes(x) ? (xs.splice(xs.indexOf(x), 1), x) : null
  })\n`,
    ],
    [', open = Queue()', ', open = newestFirst()'],
    ['Object.assign(Postgres, {\n', 'Object.assign(Postgres, {\n  mended: Connection.mended,\n'],
    // A transaction ends with its connection: none of its statements may run on the next one, outside of it
    ['let savepoints = 0\n', `let savepoints = 0 ${MARK}\n      , lost = null\n`],
    ['connection.onclose = reject)', 'connection.onclose = e => reject(lost = e))'],
    [
      'q.catch(e => uncaughtError || (uncaughtError = e))\n',
      'q.catch(e => uncaughtError || (uncaughtError = e))\n        if (lost)\n          return q.reject(lost)\n',
    ],
  ],
}

/** A file of the driver, patched; one that is patched in part is completed. Throws where it is not the file that is known. */
export const mend = (name, source) =>
  MENDS[name].reduce((text, [faulty, mended]) => {
    if (text.includes(mended)) return text
    if (text.split(faulty).length !== 2)
      throw new Error(`the Postgres driver changed: look at db/mendDriver.mjs (${name}: ${faulty.trim()})`)
    return text.replace(faulty, () => mended)
  }, source)

/** As npm brought it, for a test of what happens then. */
export const unmend = (name, source) =>
  MENDS[name].reduceRight((text, [faulty, mended]) => text.replace(mended, () => faulty), source)

const mendOnDisk = () => {
  const home = join(dirname(createRequire(import.meta.url).resolve('postgres')), '..', '..') // from cjs/src
  for (const build of ['src', 'cjs/src', 'cf/src']) {
    for (const name of Object.keys(MENDS)) {
      const file = join(home, build, name)
      const source = readFileSync(file, 'utf8')
      const text = mend(name, source)
      if (text === source) continue
      writeFileSync(`${file}.new`, text)
      renameSync(`${file}.new`, file)
    }
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) mendOnDisk()
