/** What is wrong in the file, by its path there: `departments.billing.liaisons[1]`. */
export type Path = readonly (string | number)[]
export type Fault = { path: Path; message: string; line?: number }

export const fault = (path: Path, message: string): Fault => ({ path, message })

const shown = (path: Path): string =>
  path.map((key, at) => (typeof key === 'number' ? `[${key}]` : at === 0 ? key : `.${key}`)).join('')

export const faultLine = ({ path, message, line }: Fault): string =>
  `${path.length > 0 ? `${shown(path)}: ` : ''}${message}${line ? ` (line ${line})` : ''}`

/** A set-up that can't be applied. Nothing was changed. */
export class SetupError extends Error {
  readonly faults: Fault[]
  constructor(faults: Fault[]) {
    super(faults.map(faultLine).join('\n'))
    this.name = 'SetupError'
    this.faults = faults
  }
}
