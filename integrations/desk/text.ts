/** Shortens to at most `max` UTF-16 units, never in the middle of a character, and says so by an ellipsis. */
export const cut = (text: string, max: number): string =>
  text.length <= max ? text : `${text.slice(0, max - 1).replace(/[\uD800-\uDBFF]$/, '')}…`

/** A path of the desk that a person may be sent back to; anything else leads to the desk itself. */
export const ownPath = (path: string | undefined): string =>
  path && /^\/desk(\/[cm]\/[\w-]{1,64})?$/.test(path) ? path : '/desk'
