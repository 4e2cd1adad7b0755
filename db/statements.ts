/** How a migration's statement is run, so that it holds no lock for longer than a moment. */
export type Step =
  /** In a transaction of its own, given up when a lock is not there at once. */
  | { kind: 'plain'; text: string }
  /** Outside of a transaction; nobody waits for it. Where the table is empty, `plain` does the same at once. */
  | { kind: 'index'; text: string; plain: string; table: string; index: string }

const INDEX =
  /^\s*create\s+(unique\s+)?index\s+(?:concurrently\s+)?(?:if\s+not\s+exists\s+)?"([^"]+)"\s+on\s+(?:"public"\.)?"([^"]+)"/i
const FOREIGN_KEY =
  /^\s*alter\s+table\s+("[^"]+"(?:\."[^"]+")?)\s+add\s+constraint\s+("[^"]+")\s+foreign\s+key\s[^;]*$/i

/**
 * drizzle-kit writes an index that stops all writers while it is built, and a foreign key that is checked on every
 * row under a lock. Both have a form that lets others go on: `concurrently`, and `not valid` with a later `validate`.
 */
export const stepsOf = (statement: string): Step[] => {
  const text = statement.trim().replace(/;$/, '')
  const index = INDEX.exec(text)
  if (index) {
    const [head, unique = '', name, table] = index
    const rest = text.slice(head.length)
    const form = (how: string) => `create ${unique}index ${how}"${name}" on "${table}"${rest}`
    return [{ kind: 'index', text: form('concurrently '), plain: form(''), table: table!, index: name! }]
  }
  const key = FOREIGN_KEY.exec(text)
  if (key && !/not\s+valid\s*$/i.test(text)) {
    return [
      { kind: 'plain', text: `${text} not valid` },
      { kind: 'plain', text: `alter table ${key[1]} validate constraint ${key[2]}` },
    ]
  }
  return text ? [{ kind: 'plain', text }] : []
}
