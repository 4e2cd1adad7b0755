const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
const WHOLE = new RegExp(`^${UUID}$`)

/** Whether this could be a row's or an account's id, in small letters. */
export const isUuid = (text: string): boolean => WHOLE.test(text)

/** The pattern and whatever stood around it where the link was copied from. */
const within = (pattern: string) => new RegExp(`^[^\\w-]*(${pattern})(?:[-_]*$|[-_]*[^\\w-])`, 'i')

const tidied =
  (form: RegExp) =>
  (text: string): string | undefined => {
    const found = form.exec(text)?.[1]
    return found === text ? undefined : found
  }

/**
 * The token of a link that was copied together with what stood around it: a full stop, a bracket, a space, a
 * zero-width sign. Undefined where there is nothing to tidy: the token is as it should be, or this is no token.
 */
export const tidiedToken = tidied(within('[\\w-]{43}'))
/** The same for a row's id in an address. */
export const tidiedId = tidied(within(UUID))
