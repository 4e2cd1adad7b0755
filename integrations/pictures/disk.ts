import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { PictureStore } from './pictures.ts'

/** Pictures as files below a folder: for Node. A file appears whole or not at all. */
export const diskPictures = (folder: string): PictureStore => {
  const place = (key: string) => {
    if (!/^[\w-]+\/[\w-]+$/.test(key)) throw new Error('not a picture’s key')
    return join(folder, key)
  }
  return {
    async put(key, bytes) {
      const file = place(key)
      await mkdir(dirname(file), { recursive: true, mode: 0o700 })
      await writeFile(`${file}.part`, bytes, { mode: 0o600 })
      await rename(`${file}.part`, file)
    },
    async get(key) {
      try {
        return new Uint8Array(await readFile(place(key)))
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
        throw error
      }
    },
    async delete(key) {
      const file = place(key)
      await Promise.all([rm(file, { force: true }), rm(`${file}.part`, { force: true })])
    },
  }
}
