export interface Packed {
  name: string
  mode: number
  body: Buffer
}

/** The plain files of an uncompressed ustar archive; folders are made by their files, links are left out. */
export function* filesOf(tar: Buffer): Generator<Packed> {
  for (let at = 0; at + 512 <= tar.length; ) {
    const header = tar.subarray(at, at + 512)
    const text = (from: number, to: number) => header.toString('utf8', from, to).split('\0')[0]!.trim()
    const path = text(0, 100)
    if (path === '') return
    const size = Number.parseInt(text(124, 136), 8) || 0
    const kind = text(156, 157)
    const start = at + 512
    if (kind === '' || kind === '0') {
      const prefix = text(257, 263).startsWith('ustar') ? text(345, 500) : ''
      const name = prefix ? `${prefix}/${path}` : path
      if (name.startsWith('/') || name.split('/').includes('..'))
        throw new Error(`unsafe path in archive: ${name}`)
      yield {
        name,
        mode: Number.parseInt(text(100, 108), 8) || 0o644,
        body: tar.subarray(start, start + size),
      }
    }
    at = start + Math.ceil(size / 512) * 512
  }
}
