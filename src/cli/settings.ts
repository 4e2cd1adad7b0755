import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseEnv as parseDotEnv } from 'node:util'
import type { z } from 'zod'
import { parseEnv } from '../env.ts'
import { Failure, type Io } from './command.ts'

/** Written by `npm start`: the settings of the stack on this machine. */
const LOCAL = fileURLToPath(new URL('../../.amends/env', import.meta.url).href)

/** The command's settings: the environment, or where it names no database the local stack. */
export const settingsOf = <S extends z.ZodObject>(schema: S, io: Io): z.infer<S> => {
  try {
    return parseEnv(schema, io.env.DATABASE_URL ? io.env : { ...localStack(io), ...io.env })
  } catch (error) {
    if (error instanceof Failure) throw error
    throw new Failure((error as Error).message)
  }
}

const localStack = (io: Io): Record<string, string | undefined> => {
  const file = io.env.AMENDS_LOCAL_ENV ?? LOCAL
  try {
    const settings = parseDotEnv(readFileSync(file, 'utf8'))
    io.err('using the local stack (DATABASE_URL is not set)')
    return settings
  } catch {
    throw new Failure(
      'Which database? Set DATABASE_URL (postgres://user:password@host:5432/database), or start the local stack with "npm start".',
    )
  }
}
