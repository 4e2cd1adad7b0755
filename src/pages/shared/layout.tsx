import { createHash } from 'node:crypto'
import type { Child } from 'hono/jsx'
import type { PageWords } from '../../locales/index.ts'
import type { BrandLook } from '../../responses/view.ts'
import { style } from './style.ts'

/** A page ready to be answered with. */
export type Page = {
  html: string
  status: 200 | 400 | 404 | 405 | 408 | 409 | 410 | 413 | 422 | 429 | 500
  csp: string
}

type Shell = { start: string; middle: string; csp: string }

// Few brands, few languages: what is the same on every page is state once.
const shells = new Map<string, Shell>()
const SHELLS = 200

const END = '</main></body></html>'

/** Puts a page together. `brand` is null where the link did not lead to one. */
export function layout(
  words: PageWords,
  brand: BrandLook | null,
  { title, status = 200 }: { title: string; status?: Page['status'] },
  body: Child,
): Page {
  const key = `${words.lang}\0${brand?.colour}\0${brand?.name}\0${brand?.logoSvg}`
  let shell = shells.get(key)
  if (!shell) {
    if (shells.size >= SHELLS) shells.clear()
    shell = render(words, brand)
    shells.set(key, shell)
  }
  const head = String(<>{brand ? `${title} · ${brand.name}` : title}</>)
  return { html: shell.start + head + shell.middle + String(body) + END, status, csp: shell.csp }
}

/** How to reach the brand by mail. */
export const ReachUs = ({ brand, words }: { brand: BrandLook; words: PageWords }) => (
  <p class="m">
    {words.next.reachUs} <a href={`mailto:${brand.replyTo}`}>{brand.replyTo}</a>.
  </p>
)

function render(words: PageWords, brand: BrandLook | null): Shell {
  const css = style(brand?.colour ?? '')
  const hash = createHash('sha256').update(css).digest('base64')
  const logo = brand?.logoSvg && <img src={dataUri(brand.logoSvg)} alt="" />
  const header = brand ? (
    <header>
      {logo}
      {brand.name}
    </header>
  ) : (
    ''
  )
  return {
    start:
      `<!doctype html><html lang="${words.lang}"><head><meta charset="utf-8">` +
      '<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">' +
      `<meta name="referrer" content="no-referrer"><link rel="icon" href="data:,"><style>${css}</style><title>`,
    middle: `</title></head><body>${header}<main>`,
    csp:
      `default-src 'none'; style-src 'sha256-${hash}'; img-src 'self' data:; form-action 'self'; ` +
      "frame-ancestors 'none'; base-uri 'none'",
  }
}

/** As a picture an SVG can't run or load anything. */
function dataUri(svg: string): string {
  const named = svg.includes('xmlns=') ? svg : svg.replace('<svg', '<svg xmlns="http://www.w3.org/2000/svg"')
  // Only what an address may hold (RFC 3986), line breaks as spaces
  return `data:image/svg+xml,${encodeURIComponent(named.replace(/\s+/g, ' ')).replace(/%(?:2[CF]|3[AD])/g, decodeURIComponent)}`
}
