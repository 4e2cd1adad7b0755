import { type Clean, joined, part, text, viewOf } from './bytes.ts'

const PNG_CHUNKS = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'iCCP', 'sBIT'])

/** https://www.w3.org/TR/png-3/: chunks of length, type, data and check. */
export const png = (bytes: Uint8Array): Clean | undefined => {
  const view = viewOf(bytes)
  const kept = [bytes.subarray(0, 8)]
  let name = ''
  for (let at = 8; name !== 'IEND'; ) {
    const end = at + 12 + view.getUint32(at)
    name = text(bytes, at + 4, at + 8)
    const chunk = part(bytes, at, end)
    if (PNG_CHUNKS.has(name)) kept.push(chunk)
    at = end
  }
  if (text(bytes, 12, 16) !== 'IHDR') return undefined
  return { type: 'image/png', bytes: joined(kept), width: view.getUint32(16), height: view.getUint32(20) }
}
