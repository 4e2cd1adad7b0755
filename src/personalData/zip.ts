import { strToU8, Zip, ZipDeflate, ZipPassThrough } from 'fflate'
import type { PictureStore } from '../../integrations/pictures/pictures.ts'

/** `packed`: compressed already, as pictures are. */
export type Entry = { name: string; bytes: Uint8Array; packed?: boolean }

/** A zip of files that are read one by one, so that it never lies in memory whole. */
export const zipped = (entries: AsyncGenerator<Entry>, now: Date): ReadableStream<Uint8Array> => {
  let zip: Zip
  return new ReadableStream<Uint8Array>({
    start(to) {
      zip = new Zip((error, chunk, final) => {
        if (error) return to.error(error)
        to.enqueue(chunk)
        if (final) to.close()
      })
    },
    async pull() {
      const { value, done } = await entries.next()
      if (done) return zip.end()
      const { name, bytes, packed } = value
      const file = packed ? new ZipPassThrough(name) : new ZipDeflate(name)
      file.mtime = now
      zip.add(file)
      file.push(bytes, true)
    },
    cancel: () => zip.terminate(),
  })
}

const ENDINGS: Record<string, string> = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp' }

export const pictureName = (type: string, n: number): string => `pictures/${n}.${ENDINGS[type] ?? 'bin'}`

/** A picture as a file of a zip; one that can't be read is a note that says so. */
export const pictureEntry = async (
  store: PictureStore | undefined,
  { key, type }: { key: string; type: string },
  n: number,
): Promise<Entry> => {
  const bytes = await store?.get(key).catch(() => undefined)
  return bytes
    ? { name: pictureName(type, n), bytes, packed: true }
    : { name: `pictures/${n}.missing.txt`, bytes: strToU8('This picture could not be read.\n') }
}
