// What drizzle, the driver and hono load for relational queries, replication, large objects, migrations, mounting and
// tags that move to the head: edge uses none of it.
const unused = () => {
  throw new Error('left out of the Worker')
}
export class RelationalQueryBuilder {}
export class PgCountBuilder {}
export class PgRefreshMaterializedView {}
export const components_exports = {}
export class IndexBuilder {}
export class PrimaryKeyBuilder {}
export class One {}
export class Many {}
export {
  unused as createMountedRequest,
  unused as createTableRelationsHelpers,
  unused as extractTablesRelationalConfig,
  unused as getOperators,
  unused as getOrderByOperators,
  unused as getPgColumnBuilders,
  unused as index,
  unused as mapRelationalRow,
  unused as normalizeRelation,
  unused as primaryKey,
  unused as uniqueIndex,
}
// The driver makes these with every client, and calls neither.
export default () => unused
