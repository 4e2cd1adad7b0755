const TOKEN = /^[^\w-]*([\w-]{43})(?:[-_]*$|[-_]*[^\w-])/
const UUID = /^[^\w-]*([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:[-_]*$|[-_]*[^\w-])/i

const tidied =
  (form: RegExp) =>
  (given: string): string | undefined => {
    const found = form.exec(given)?.[1]
    return found === given ? undefined : found
  }

/**
 * What a link means that was copied out of a text with what stood around it: a full stop, a bracket, a space, a
 * zero-width sign. Undefined where there is nothing to mend: it is as it should be, or no token at all.
 */
export const tidiedToken = tidied(TOKEN)
/** The same for a row's id in an address. */
export const tidiedId = tidied(UUID)
