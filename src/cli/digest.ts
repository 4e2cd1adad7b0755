import type { Card, CardPart } from '../../integrations/chat.ts'
import { digestNow, sendDigestNow } from '../digests/now.ts'
import { type Command, readArgs, UsageError } from './command.ts'
import { withDatabase } from './database.ts'

export const digest: Command = {
  summary: 'a department’s digest as it would be now',
  help: `npm run digest -- DEPARTMENT          prints it: what came since the last daily one, and what needs a person now
npm run digest -- DEPARTMENT --send   posts it to the department's channel as well

  DEPARTMENT is a key of organisation.yaml, or management. It is about whole days, and its title names them: those since
  the last daily one, or that one's where none is over since. It does not count as the day's digest, which comes at its hour
  all the same, and can be asked for as often as you like.`,
  async run(args, io) {
    const { values, positionals } = readArgs(args, { send: { type: 'boolean', default: false } })
    const [department, ...more] = positionals
    if (!department || more.length > 0) throw new UsageError('give one department, such as billing')
    const asked = { department, now: io.now() }
    const { card } = await withDatabase(io, async (deps) => {
      const found = await digestNow({ ...deps, publicUrl: '' }, asked)
      if (values.send) await sendDigestNow(deps, asked)
      return found
    })
    for (const line of cardLines(card)) io.out(line)
    if (values.send) io.err('It is posted within a minute: npm run outbox shows it if not.')
    return 0
  },
}

const cardLines = ({ title, parts }: Card): string[] => [title ?? '', '', ...parts.flatMap(partLines)]

const partLines = (part: CardPart): string[] => {
  switch (part.kind) {
    case 'facts':
      return [...part.facts.map(({ label, value }) => `${label}: ${value}`), '']
    case 'quote':
      return [`${part.label}:`, ...part.text.split('\n').map((line) => `  > ${line}`), '']
    case 'rule':
      return []
    case 'text':
      return [part.text, '']
    case 'item':
      return [
        [part.label, part.text].filter(Boolean).join(': '),
        ...(part.quote ? [`  > ${part.quote}`] : []),
        '',
      ]
    default:
      return []
  }
}
