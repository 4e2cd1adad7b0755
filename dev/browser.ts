import { type Browser, chromium } from 'playwright-core'
import { unpackChromium } from './browser/unpack.ts'

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
]

/** A real headless Chromium from npm, with the libraries and fonts it brings along. */
export async function launchBrowser(): Promise<Browser> {
  const installed = process.env.CHROMIUM_PATH // where the package has no build: macOS, ARM
  if (installed) return chromium.launch({ executablePath: installed, args: flags, headless: true })
  const { executablePath, libraries, fonts } = await unpackChromium()
  const path = [process.env.LD_LIBRARY_PATH, libraries].filter(Boolean).join(':')
  const env = { ...process.env, LD_LIBRARY_PATH: path, FONTCONFIG_PATH: process.env.FONTCONFIG_PATH ?? fonts }
  return chromium.launch({ executablePath, args: flags, headless: true, env: env as Record<string, string> })
}
