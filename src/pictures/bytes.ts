export type PictureType = 'image/jpeg' | 'image/png' | 'image/webp'
export type Clean = { type: PictureType; bytes: Uint8Array<ArrayBuffer>; width: number; height: number }

export const starts = (bytes: Uint8Array, ...signature: number[]) =>
  signature.every((byte, i) => bytes[i] === byte)
export const text = (bytes: Uint8Array, from: number, to: number) =>
  String.fromCharCode(...bytes.subarray(from, to))
export const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
/** A part that has to be there in full; throws RangeError. */
export const part = (bytes: Uint8Array, from: number, to: number): Uint8Array => {
  if (to > bytes.length || to < from) throw new RangeError('cut short')
  return bytes.subarray(from, to)
}

export const joined = (parts: Uint8Array[]): Uint8Array<ArrayBuffer> => {
  const all = new Uint8Array(parts.reduce((size, { length }) => size + length, 0))
  let at = 0
  for (const one of parts) {
    all.set(one, at)
    at += one.length
  }
  return all
}
