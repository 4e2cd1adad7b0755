const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Only what could be a row's id is looked up: Postgres throws at anything else. */
export const isUuid = (text: string): boolean => UUID.test(text)
