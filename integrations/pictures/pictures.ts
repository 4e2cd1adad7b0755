/** Where customers' pictures lie. Keys are ours; a put of the same key is the same picture again. */
export type PictureStore = {
  put(key: string, bytes: Uint8Array<ArrayBuffer>, type: string): Promise<void>
  /** Undefined: there is none. */
  get(key: string): Promise<Uint8Array<ArrayBuffer> | undefined>
  /** Also of what a put that was cut off left behind. Deleting what is not there is no fault. */
  delete(key: string): Promise<void>
}
