import { resolve } from 'node:path'
import { OPERATOR } from '../audit/audit.ts'
import { loadCase } from '../cases/caseFile.ts'
import { casePack } from '../personalData/casePack.ts'
import { type Command, Failure, readArgs, UsageError } from './command.ts'
import { withDatabase } from './database.ts'
import { picturesHere, writeStream } from './files.ts'

export const cases: Command = {
  summary: 'a case as one zip, for an ombudsman: pack',
  help: `npm run cases -- pack NUMBER [FILE]    what happened, the messages, remedies, the finding and pictures of a case;
                                       FILE is case-NUMBER.zip if it is not given

  Notes among staff and the words of people who were heard are left out. Pictures are read from PICTURES_DIR; on
  Workers they are in R2, and only the desk reaches them.`,
  async run([verb, ...args], io) {
    if (verb !== 'pack') throw new UsageError(`cases can't ${verb ?? 'do that'}: pack`)
    const { positionals } = readArgs(args, {})
    const [given = '', file = `case-${given.replace(/^#/, '')}.zip`, ...more] = positionals
    const number = Number(given.replace(/^#/, ''))
    if (!Number.isInteger(number) || number < 1 || number > 2 ** 31 - 1 || more.length > 0)
      throw new UsageError('give the number of one case')
    await withDatabase(io, async ({ db }) => {
      const [row] = await db.$client<{ id: string }[]>`select id from cases where number = ${number}`
      if (!row) throw new Failure(`There is no case ${number}.`)
      const found = await loadCase(db, row.id)
      const { zip } = await casePack(
        { db, pictures: picturesHere(io) },
        { found, now: io.now(), ...OPERATOR },
      )
      await writeStream(zip, resolve(io.cwd, file))
    })
    io.out(`written: ${file}`)
    return 0
  },
}
