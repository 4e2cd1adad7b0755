/** Only what could be a row's id is looked up: Postgres throws at anything else. */
export { isUuid } from '../integrations/ids.ts'
