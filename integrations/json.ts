/** Nothing that is sent here has more levels. Reading a million takes a third of a second, or more than a call stack. */
const DEEPEST = 32
/** A chat message with a hundred blocks has some thousands. */
const MOST_VALUES = 10_000

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c]
/** With this bit a square bracket is a curly one. */
const CURLY = 0x20
const [OPENS, CLOSES] = [0x7b, 0x7d]

/** What JSON has too much of, counted before any of it is read; undefined: nothing. One pass over the text. */
export const excessOf = (json: string): string | undefined => {
  let depth = 0
  let values = 1
  for (let at = 0; at < json.length; at++) {
    const code = json.charCodeAt(at)
    if (code === QUOTE) at = endOfText(json, at)
    else if (code === COMMA) {
      if (++values > MOST_VALUES) return `of more than ${MOST_VALUES} values`
    } else if ((code | CURLY) === OPENS) {
      if (++depth > DEEPEST) return `nested more than ${DEEPEST} levels deep`
    } else if ((code | CURLY) === CLOSES) depth--
  }
  return undefined
}

/** Where the quotation mark stands that ends the text which begins here. */
const endOfText = (json: string, from: number): number => {
  for (let at = from + 1; at < json.length; at++) {
    const code = json.charCodeAt(at)
    if (code === QUOTE) return at
    if (code === BACKSLASH) at++
  }
  return json.length
}

/** Throws SyntaxError. */
export const parseJson = (json: string): unknown => {
  const excess = excessOf(json)
  if (excess) throw new SyntaxError(`The JSON is ${excess}.`)
  return JSON.parse(json)
}
