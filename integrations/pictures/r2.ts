import type { PictureStore } from './pictures.ts'

/** What of an R2 bucket is used. */
type Bucket = {
  put(key: string, bytes: Uint8Array, options: { httpMetadata: { contentType: string } }): Promise<unknown>
  get(key: string): Promise<{ arrayBuffer(): Promise<ArrayBuffer> } | null>
  delete(key: string): Promise<unknown>
}

/** Pictures in Cloudflare R2: for Workers. The bucket has no public address. */
export const r2Pictures = (bucket: Bucket): PictureStore => ({
  async put(key, bytes, contentType) {
    await bucket.put(key, bytes, { httpMetadata: { contentType } })
  },
  async get(key) {
    const found = await bucket.get(key)
    return found ? new Uint8Array(await found.arrayBuffer()) : undefined
  },
  async delete(key) {
    await bucket.delete(key)
  },
})
