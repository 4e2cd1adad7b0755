// What drizzle and the driver load for relational queries, replication and large objects, none of which edge uses.
const unused = () => {
  throw new Error('left out of the Worker')
}
export class RelationalQueryBuilder {}
export class PgCountBuilder {}
export class PgRefreshMaterializedView {}
export const components_exports = {}
export class One {}
export class Many {}
export {
  unused as createMountedRequest,
  unused as createTableRelationsHelpers,
  unused as extractTablesRelationalConfig,
  unused as getOperators,
  unused as getOrderByOperators,
  unused as getPgColumnBuilders,
  unused as mapRelationalRow,
  unused as normalizeRelation,
}
// The driver makes these with every client, and calls neither.
export default () => unused
