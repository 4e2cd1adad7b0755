/** A request's body of at most `most` bytes; undefined for a longer one, which is read no further, and for a broken one. */
export const boundedBody = async (request: Request, most: number): Promise<Uint8Array | undefined> => {
  if (Number(request.headers.get('content-length') ?? 0) > most) return undefined
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of request.body ?? []) {
      size += chunk.byteLength
      if (size > most) return undefined
      chunks.push(chunk)
    }
  } catch {
    return undefined
  }
  return new Uint8Array(Buffer.concat(chunks))
}
