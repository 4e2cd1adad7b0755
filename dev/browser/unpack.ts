import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { brotliDecompress } from 'node:zlib'
import { extract } from 'tar-fs'

export interface Unpacked {
  executablePath: string
  libraries: string
  fonts: string
}

/** Unpacks the browser once per version; later runs find it in the cache. */
export async function unpackChromium(): Promise<Unpacked> {
  const root = dirname(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')))
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string }
  const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache')
  const home = join(cache, 'amends', `chromium-${version}-${process.arch}`)
  const unpacked = {
    executablePath: join(home, 'chromium'),
    libraries: join(home, 'libraries', 'lib'),
    fonts: join(home, 'fonts'),
  }
  if (existsSync(home)) return unpacked
  await mkdir(dirname(home), { recursive: true })
  const half = await mkdtemp(`${home}.`)
  const packed = async (name: string) => promisify(brotliDecompress)(await readFile(join(root, 'bin', name)))
  await writeFile(join(half, 'chromium'), await packed('chromium.br'), { mode: 0o755 })
  await write(join(half, 'libraries'), await packed('al2023.tar.br'))
  await write(half, await packed('swiftshader.tar.br'))
  await write(join(half, 'fonts'), await packed('fonts.tar.br'))
  await writeFile(join(half, 'fonts', 'fonts.conf'), fontsConf(join(home, 'fonts')))
  await rename(half, home).catch(() => rm(half, { recursive: true, force: true }))
  return unpacked
}

/** tar-fs writes nothing outside the folder. */
const write = (folder: string, tar: Buffer): Promise<void> => pipeline(Readable.from([tar]), extract(folder))

/** The machine's own fonts first, then the one the package carries for a machine without any. */
const fontsConf = (carried: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>/usr/local/share/fonts</dir>
  <dir>${carried}</dir>
  <cachedir>${join(carried, 'cache')}</cachedir>
</fontconfig>
`
