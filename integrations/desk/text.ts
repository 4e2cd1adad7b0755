/** A path of the desk that a person may be sent back to; anything else leads to the desk itself. */
export const ownPath = (path: string | undefined): string =>
  path && /^\/desk(\/[cm]\/[\w-]{1,64})?$/.test(path) ? path : '/desk'
