const INSTANT =
  /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)? ?([Zz]|UTC|GMT|[+\-\u2212]\d\d(?::?\d\d)?)$/

/**
 * An instant: RFC 3339 with any offset, also `+0100`, `+01`, small letters, a space for the T, no seconds. Undefined:
 * it is none, or could mean two: no offset, a day that there isn't, 24:00, a bare number.
 */
export const instantOf = (given: string): Date | undefined => {
  // Java and Temporal write the zone's name behind the offset: it adds nothing
  const found = INSTANT.exec(given.trim().replace(/\[[^[\]]*\]$/, ''))
  if (!found) return undefined
  const [year, month, day, hour, minute, second] = found.slice(1, 7).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const offset = offsetOf(found[8]!)
  // A leap second counts as the one after it
  if (hour > 23 || minute > 59 || second > 60 || offset === undefined) return undefined
  const date = new Date(Date.UTC(year, month - 1, day))
  date.setUTCFullYear(year)
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined
  const ms = Math.trunc(Number(`0.${found[7] ?? 0}`) * 1000)
  return new Date(date.getTime() + ((hour * 60 + minute - offset) * 60 + second) * 1000 + ms)
}

/** Minutes east of UTC. */
const offsetOf = (text: string): number | undefined => {
  const [, sign, hours, minutes = '0'] = /^([+\-\u2212])(\d\d):?(\d\d)?$/.exec(text) ?? []
  if (!sign) return 0
  if (Number(hours) > 23 || Number(minutes) > 59) return undefined
  return (Number(hours) * 60 + Number(minutes)) * (sign === '+' ? 1 : -1)
}
