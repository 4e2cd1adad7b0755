import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { PictureStore } from './pictures.ts'

/** Makes the folder and a file in it, at start. Throws a sentence, else the first customer with a picture finds out. */
export const keepsPictures = (folder: string): void => {
  const trial = join(folder, `.trial-${process.pid}`)
  try {
    // Not `recursive`: where a folder can't be made at all (/proc) that never ends
    if (!existsSync(folder)) mkdirSync(folder, { mode: 0o700 })
    writeFileSync(trial, '')
    rmSync(trial)
  } catch (error) {
    const user = process.getuid?.()
    throw new Error(
      `PICTURES_DIR can't be written: ${resolve(folder)} (${(error as NodeJS.ErrnoException).code}). Give it to the user this runs as${user === undefined ? '' : ` (uid ${user})`}, or name another folder.`,
    )
  }
}

/** Pictures as files below a folder: for Node. A file appears whole or not at all. */
export const diskPictures = (folder: string): PictureStore => {
  const place = (key: string) => {
    if (!/^[\w-]+\/[\w-]+$/.test(key)) throw new Error('not a picture’s key')
    return join(folder, key)
  }
  return {
    async put(key, bytes) {
      const file = place(key)
      // Not `recursive`, as above: the folder itself was made at start
      await mkdir(dirname(file), { mode: 0o700 }).catch((error) => {
        if (error.code !== 'EEXIST') throw error
      })
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
