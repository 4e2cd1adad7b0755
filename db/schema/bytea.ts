import { customType } from 'drizzle-orm/pg-core'

export const bytea = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' })

/** A transaction's id: `changed` columns say by which a row was last written. As text, since it outgrows a number. */
export const xid8 = customType<{ data: string; driverData: string }>({ dataType: () => 'xid8' })

/** Which transactions had been seen, as `pg_current_snapshot()` gives it. */
export const pgSnapshot = customType<{ data: string; driverData: string }>({ dataType: () => 'pg_snapshot' })
