import type { Device } from '../../db/schema/index.ts'

/** The first that fits: Edge says it is Chrome, and Chrome says it is Safari. */
const BROWSERS: [RegExp, string][] = [
  [/\bEdgA?(iOS)?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(HeadlessChrome|Chrome|Chromium|CriOS)\//, 'Chrome'],
  [/\bVersion\/\S+ .*Safari\//, 'Safari'],
]
const SYSTEMS: [RegExp, string][] = [
  [/\biPad\b/, 'iPad'],
  [/\biPhone\b/, 'iPhone'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b|\bMacintosh\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
]
const LONGEST = 500

const first = (list: [RegExp, string][], given: string) =>
  list.find(([pattern]) => pattern.test(given))?.[1] ?? null

/** What a browser says it is, in product names; null for what it does not say. */
export const deviceOf = (userAgent = ''): Device => {
  const given = userAgent.slice(0, LONGEST)
  return { browser: first(BROWSERS, given), system: first(SYSTEMS, given) }
}
