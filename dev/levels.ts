import { dirname, join } from 'node:path'

/**
 * The floor plan, from the doors down: a room takes values only from rooms on lower levels (types go anywhere).
 * `test/unit/house.test.ts` holds the code to it, and `npm run house` draws it.
 */
export const LEVELS: string[][] = [
  // entries
  ['edge', 'ops', 'node', 'cli'],
  ['app', 'opsApp', 'server'],
  ['env'],
  ['edgeEnv'],
  // doors: they translate, and decide nothing
  ['jobs'],
  ['doctor'],
  ['pages', 'staff', 'desk', 'api'],
  // nouns
  ['personalData'],
  ['digests', 'pictures', 'lists', 'visits', 'measures'],
  ['customers'],
  ['render'],
  ['responses', 'complaints', 'conversations', 'improvements', 'rosters'],
  ['discoveries'],
  ['setup', 'apologies', 'figures'],
  ['remedies', 'handovers', 'requests', 'covers', 'callbacks', 'kudos', 'incidents', 'records'],
  ['cases'],
  ['contacts'],
  ['invitations'],
  // below them
  ['addresses', 'webhooks'],
  ['directory', 'outbox', 'mails', 'care', 'insight', 'privacy', 'sessions'],
  ['audit'],
  ['amountsInText'],
  ['amounts'],
  ['money', 'dates'],
  ['locales', 'time', 'links'],
  ['zone', 'text', 'errors', 'ids', 'tokens', 'seal', 'colour', 'deps', 'batch', 'csv'],
  ['integrations', 'db', 'surveys'],
]

/** The room of a file: its folder in `src`, or the folder at the top. */
export const roomOf = (file: string): string => {
  const [top, second] = file.split('/')
  return top === 'src' ? second!.replace(/\.tsx?$/, '') : top!
}

/** Our files from which this one takes something that exists at run time, as paths from the root. */
export const valuesFrom = (file: string, text: string): string[] =>
  [...text.matchAll(/^(?:import|export)\s([^'";=]*?)from\s+'(\.[^']+)'/gm)].flatMap(([, what, path]) =>
    /^type\s/.test(what!) || /^\{(?:\s*type\s+\w+(?:\s+as\s+\w+)?\s*,?)+\s*\}\s*$/.test(what!)
      ? []
      : [join(dirname(file), path!)],
  )
