const MAX_BYTES = 1024
/** Shapes only: nothing that loads, runs, links or animates. */
const ELEMENTS = new Set(
  (
    'svg g path rect circle ellipse line polyline polygon text tspan title desc defs use linearGradient ' +
    'radialGradient stop clipPath mask'
  ).split(' '),
)
const TAG = /<(\/?)([A-Za-z][\w:-]*)((?:\s+[\w:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y

/** What is wrong with a brand's logo; undefined if it may be shown within a page. */
export const logoProblem = (svg: string): string | undefined => {
  const text = svg.trim()
  if (Buffer.byteLength(text) > MAX_BYTES)
    return `is ${Buffer.byteLength(text)} bytes; a logo has at most ${MAX_BYTES}`
  const open: string[] = []
  for (let at = 0; at < text.length; ) {
    if (text[at] !== '<') {
      if (open.length === 0) return 'must be one <svg> element and nothing else'
      at++
      continue
    }
    TAG.lastIndex = at
    const tag = TAG.exec(text)
    if (!tag) return `is not well-formed at "${text.slice(at, at + 20)}"`
    const [whole, closing, name = '', attributes = '', empty] = tag
    if (!ELEMENTS.has(name)) return `must not hold <${name}>`
    if (open.length === 0 && (at > 0 || closing || name !== 'svg'))
      return 'must be one <svg> element and nothing else'
    const problem = attributeProblem(attributes)
    if (problem) return problem
    if (closing && open.pop() !== name) return `closes <${name}>, which is not open`
    if (!closing && !empty) open.push(name)
    at += whole.length
  }
  if (open.length > 0 || text === '') return `does not close <${open.at(-1) ?? 'svg'}>`
  return undefined
}

const attributeProblem = (attributes: string): string | undefined => {
  for (const [, name = '', quoted = ''] of attributes.matchAll(
    /(?<![\w:-])([\w:-]+)\s*=\s*("[^"]*"|'[^']*')/g,
  )) {
    const value = quoted.slice(1, -1).trim()
    if (/^on/i.test(name)) return `must not hold the attribute ${name}`
    if (/(^|:)href$/i.test(name) && !value.startsWith('#')) return `must not link outside itself (${name})`
    if (name === 'style' || /url\(\s*(?!#)|&#/i.test(value) || /javascript:/i.test(value))
      return `must not hold ${name}="${value.slice(0, 30)}"`
  }
  return undefined
}
