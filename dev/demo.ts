import { connect } from '../db/client.ts'
import { fillDemo } from './demo/fill.ts'

/** `npm start -- --demo` runs this as a program of its own: it needs what the product needs, TSX among it. */
const { DATABASE_URL, TOKEN_KEY, PUBLIC_URL } = process.env
if (!DATABASE_URL || !TOKEN_KEY || !PUBLIC_URL)
  throw new Error('the demo wants DATABASE_URL, TOKEN_KEY and PUBLIC_URL')
// Nothing is lost that could not be filled in once more
const db = connect(`${DATABASE_URL}?synchronous_commit=off`, { max: 6 })
try {
  const how = { tokenKey: TOKEN_KEY, publicUrl: PUBLIC_URL, now: new Date() }
  const { contacts, answers, cases, refused } = await fillDemo(db, how)
  console.log(`90 days with ${contacts} contacts, ${answers} answers and ${cases} cases`)
  // For people who work on the demo: `npm start` keeps it in a log
  if (refused.length > 0) console.error([`${refused.length} deeds were refused:`, ...refused].join('\n'))
} finally {
  await db.$client.end()
}
