import { crc32, deflateSync } from 'node:zlib'

type Pixel = [red: number, green: number, blue: number, alpha: number]

/** A square PNG, each pixel asked for. */
function png(size: number, at: (x: number, y: number) => Pixel): Buffer {
  const rows = Array.from({ length: size }, (_, y) =>
    Buffer.from([0, ...Array.from({ length: size }, (_, x) => at(x, y)).flat()]),
  )
  const head = Buffer.alloc(13)
  head.writeUInt32BE(size, 0)
  head.writeUInt32BE(size, 4)
  head.set([8, 6], 8) // eight bits, with alpha
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data])
    const length = Buffer.alloc(4)
    const sum = Buffer.alloc(4)
    length.writeUInt32BE(data.length)
    sum.writeUInt32BE(crc32(body))
    return Buffer.concat([length, body, sum])
  }
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** Whether a point of the unit square is on the mark: a tick, the sign of what is put right. */
const onMark = (x: number, y: number): boolean => {
  const near = (ax: number, ay: number, bx: number, by: number) => {
    const t = Math.max(
      0,
      Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2)),
    )
    return Math.hypot(x - ax - t * (bx - ax), y - ay - t * (by - ay)) < 0.065
  }
  return near(0.26, 0.52, 0.44, 0.7) || near(0.44, 0.7, 0.76, 0.32)
}

/** Teams wants a colour icon of 192 pixels, and a white outline on nothing of 32. */
export const colourIcon = () =>
  png(192, (x, y) => (onMark(x / 192, y / 192) ? [255, 255, 255, 255] : [31, 58, 52, 255]))
export const outlineIcon = () => png(32, (x, y) => [255, 255, 255, onMark(x / 32, y / 32) ? 255 : 0])
