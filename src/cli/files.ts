import { createWriteStream } from 'node:fs'
import { resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { diskPictures } from '../../integrations/pictures/disk.ts'
import type { PictureStore } from '../../integrations/pictures/pictures.ts'
import type { Io } from './command.ts'

/** Where customers' pictures lie on a server. */
export const picturesHere = (io: Pick<Io, 'cwd' | 'env'>): PictureStore =>
  diskPictures(resolve(io.cwd, io.env.PICTURES_DIR || 'pictures'))

/** Into a file that the account which runs the command alone can read. */
export const writeStream = (bytes: ReadableStream<Uint8Array>, file: string): Promise<void> =>
  pipeline(Readable.fromWeb(bytes as never), createWriteStream(file, { mode: 0o600 }))
