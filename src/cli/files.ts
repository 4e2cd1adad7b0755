import { open } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { diskPictures } from '../../integrations/pictures/disk.ts'
import type { PictureStore } from '../../integrations/pictures/pictures.ts'
import type { Io } from './command.ts'

/** Where customers' pictures lie on a server. */
export const picturesHere = (io: Pick<Io, 'cwd' | 'env'>): PictureStore =>
  diskPictures(resolve(io.cwd, io.env.PICTURES_DIR || 'pictures'))

/** Into a file that the account which runs the command alone can read, also where others could read one of that name. */
export const writeStream = async (bytes: ReadableStream<Uint8Array>, file: string): Promise<void> => {
  const opened = await open(file, 'w', 0o600)
  if ((await opened.stat()).isFile()) await opened.chmod(0o600)
  await pipeline(Readable.fromWeb(bytes as never), opened.createWriteStream())
}
