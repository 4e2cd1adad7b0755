import postgres from 'postgres'

/** What db/mendDriver.mjs writes into the driver it patched. */
const MENDED = 2

/** The driver is as npm brought it. */
export class DriverError extends Error {
  constructor() {
    super(
      'The PostgreSQL driver is not patched: it can report statements as done that never ran. ' +
        'npm ran without install scripts (--ignore-scripts, or a setting of npm). ' +
        'Run "node db/mendDriver.mjs" in the folder of package.json, then start or build again.',
    )
    this.name = 'DriverError'
  }
}

/** Nothing may speak to the database by an unpatched driver. Throws DriverError; the same in Node and in a built Worker. */
export const requirePatchedDriver = (driver: unknown = postgres): void => {
  if ((driver as { mended?: number }).mended !== MENDED) throw new DriverError()
}
