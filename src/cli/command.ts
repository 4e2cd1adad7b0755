import { type ParseArgsConfig, parseArgs } from 'node:util'

/** What a command is given of the world. */
export type Io = {
  env: Record<string, string | undefined>
  cwd: string
  /** Where `npm start` writes the settings of the stack on this machine. */
  localEnv: string
  now: () => Date
  out: (line: string) => void
  err: (line: string) => void
}

/** A command says what it does in one line, and how it is called. `run` gives the exit code. */
export type Command = {
  summary: string
  help: string
  run: (args: string[], io: Io) => Promise<number>
}

/** It was called wrongly: the message and the help are shown, the exit code is 2. */
export class UsageError extends Error {}
/** An expected failure: the message is shown without a stack, the exit code is 1. */
export class Failure extends Error {}

export const readArgs = <O extends NonNullable<ParseArgsConfig['options']>>(args: string[], options: O) => {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message.split('. ')[0] : 'wrong arguments')
  }
}

/** For a verb that takes nothing but its options. */
export const noArgs = ({ positionals }: { positionals: string[] }, what: string): void => {
  if (positionals.length > 0)
    throw new UsageError(`${what} takes no arguments: ${positionals.map((one) => `"${one}"`).join(', ')}`)
}
