import { mendDriver } from '../db/mendDriver.ts'

// Static imports would load the driver first.
mendDriver()
await import('./serve.ts')
