import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import exifr from 'exifr'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from '../../dev/browser.ts'
import { DomainError } from '../../src/errors.ts'
import { cleanPicture, LARGEST_BYTES } from '../../src/pictures/clean.ts'

/** Drawn by Chromium, 40 by 24. */
const plain = (ending: string) =>
  new Uint8Array(readFileSync(join(import.meta.dirname, `../fixtures/pictures/plain.${ending}`)))
const join8 = (...parts: (Uint8Array | number[] | string)[]) =>
  new Uint8Array(
    Buffer.concat(
      parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))),
    ),
  )

/** A little-endian Exif block: orientation 6, the camera's maker, and a place. */
const exif = () => {
  const tiff = Buffer.alloc(130)
  tiff.write('II*\0', 0, 'latin1')
  tiff.writeUInt32LE(8, 4)
  tiff.writeUInt16LE(3, 8)
  const entry = (at: number, tag: number, type: number, count: number, value: number) => {
    tiff.writeUInt16LE(tag, at)
    tiff.writeUInt16LE(type, at + 2)
    tiff.writeUInt32LE(count, at + 4)
    tiff.writeUInt32LE(value, at + 8)
  }
  entry(10, 0x010f, 2, 8, 100)
  entry(22, 0x0112, 3, 1, 6)
  entry(34, 0x8825, 4, 1, 50)
  tiff.writeUInt16LE(1, 50)
  entry(52, 0x0001, 2, 2, 0x4e)
  tiff.write('Telefon\0', 100, 'latin1')
  return tiff
}
const segment = (marker: number, data: Uint8Array | string) => {
  const body = Buffer.from(data as never, 'latin1')
  return join8([0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 0xff], body)
}
const chunk = (name: string, data: Uint8Array) => {
  const size = Buffer.alloc(4)
  size.writeUInt32BE(data.length)
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(Buffer.concat([Buffer.from(name, 'latin1'), data])))
  return join8(size, name, data, check)
}
const riff = (name: string, data: Uint8Array) => {
  const size = Buffer.alloc(4)
  size.writeUInt32LE(data.length)
  return join8(name, size, data, data.length % 2 ? [0] : [])
}

const SECRET = 'Storgatan 1'
const loaded: Record<string, () => Uint8Array> = {
  'image/jpeg': () => {
    const bytes = plain('jpg')
    return join8(
      bytes.subarray(0, 2),
      segment(0xe1, join8('Exif\0\0', exif())),
      segment(0xe1, `http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>${SECRET}</x:xmpmeta>`),
      segment(0xed, `Photoshop 3.0\0${SECRET}`),
      segment(0xe2, `MPF\0${SECRET}`),
      // A thumbnail of what was there before it was cropped, in both places of JFIF 1.02
      segment(0xe0, `JFIF\0\x01\x02\0\0\x01\0\x01\x04\x01${SECRET.padEnd(12)}`),
      segment(0xe0, `JFXX\0\x10${SECRET}`),
      segment(0xe2, `ICC_PROFILE\0\x01\x01${SECRET}`),
      segment(0xee, `${SECRET}`),
      segment(0xee, `Adobe\0d${SECRET.slice(0, 4)}\x01${SECRET}`),
      segment(0xf0, SECRET),
      segment(0xfe, SECRET),
      bytes.subarray(2),
      plain('jpg'),
      SECRET,
    )
  },
  'image/png': () => {
    const bytes = plain('png')
    const at = bytes.length - 12
    return join8(
      bytes.subarray(0, at),
      chunk('tEXt', Buffer.from(`Comment\0${SECRET}`, 'latin1')),
      chunk('iCCP', Buffer.from(`p\0\0${SECRET}`, 'latin1')),
      chunk('zTXt', Buffer.from(SECRET)),
      chunk('gAMA', Buffer.from(SECRET)),
      chunk('eXIf', exif()),
      chunk('prIv', Buffer.from(SECRET)),
      bytes.subarray(at),
      SECRET,
    )
  },
  'image/webp': () => {
    const bytes = plain('webp')
    // Chromium's begins with VP8X and a colour profile: the flags say that Exif and XMP follow
    bytes[20] = bytes[20]! | 0b0000_1100
    const body = join8('WEBP', bytes.subarray(12), riff('EXIF', exif()), riff('XMP ', Buffer.from(SECRET)))
    const size = Buffer.alloc(4)
    size.writeUInt32LE(body.length)
    return join8('RIFF', size, body, SECRET)
  },
}
/** exifr reads no WebP. */
const read = (bytes: Uint8Array) =>
  exifr.parse(Buffer.from(bytes), {
    tiff: true,
    xmp: true,
    iptc: true,
    gps: true,
    icc: false,
    translateValues: false,
  })
const refusal = (bytes: Uint8Array) =>
  cleanPicture(bytes).then(
    ({ type }) => type,
    (error) => (error instanceof DomainError ? error.code : error),
  )

describe.each(Object.entries(loaded))('%s', (type, load) => {
  test('keeps the picture and nothing else', async () => {
    const before = load()
    expect(Buffer.from(before).includes(SECRET)).toBe(true)
    if (type !== 'image/webp') expect(await read(before)).toMatchObject({ Make: 'Telefon' })
    const clean = await cleanPicture(before)
    expect(clean).toMatchObject({ type, width: 40, height: 24 })
    expect(Buffer.from(clean.bytes).includes(SECRET)).toBe(false)
    expect(Buffer.from(clean.bytes).includes('Telefon')).toBe(false)
    const left = type === 'image/webp' ? {} : ((await read(clean.bytes)) ?? {})
    expect(
      Object.keys(left).filter((key) => !/^(Image|Bit|Color|Compression|Filter|Interlace)/.test(key)),
    ).toEqual(type === 'image/jpeg' ? ['Orientation'] : [])
  })

  test('cleaned twice it is the same', async () => {
    const once = (await cleanPicture(load())).bytes
    expect((await cleanPicture(once)).bytes).toEqual(once)
  })

  test('cut short anywhere, or with bytes changed, it is refused or still a picture, and never crashes', async () => {
    const whole = load()
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), fc.boolean(), async (at, byte, cut) => {
        const bytes = cut ? whole.slice(0, at) : whole.with(at, byte)
        expect(['image/jpeg', 'image/png', 'image/webp', 'invalid', 'too large']).toContain(
          await refusal(bytes),
        )
      }),
      { numRuns: 2000 },
    )
  })
})

test('what is no picture is refused, also when it says it is one', async () => {
  for (const text of [
    '',
    'GIF89a',
    '<svg onload="alert(1)"/>',
    '%PDF-1.7',
    'RIFF\0\0\0\0WAVE',
    '\x89PNG\r\n\x1a\n',
  ])
    expect(await refusal(Buffer.from(text, 'latin1'))).toBe('invalid')
})

const pngOf = (header: { width: number; height: number; interlace?: number }, data: Uint8Array) => {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(header.width, 0)
  head.writeUInt32BE(header.height, 4)
  head.set([8, 0, 0, 0, header.interlace ?? 0], 8)
  const parts = [chunk('IHDR', head), chunk('IDAT', data), chunk('IEND', new Uint8Array())]
  return join8([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], ...parts)
}

describe('sizes that do not agree are refused', () => {
  // 3 by 2 in shades of grey: a filter byte and three pixels a row
  const rows = deflateSync(Buffer.alloc(8))

  test('a PNG whose data holds just its pixels is kept, interlaced or not', async () => {
    expect(await refusal(pngOf({ width: 3, height: 2 }, rows))).toBe('image/png')
    // Adam7 of 3 by 2: rows of 1, 1, 1 and 3 pixels, each after its filter byte
    const passes = (size: number) =>
      pngOf({ width: 3, height: 2, interlace: 1 }, deflateSync(Buffer.alloc(size)))
    expect(await refusal(passes(2 + 2 + 2 + 4))).toBe('image/png')
    expect(await refusal(passes(8))).toBe('invalid')
  })

  test('a PNG with more or fewer pixels than it declares, or words behind them', async () => {
    expect(await refusal(pngOf({ width: 3, height: 1 }, rows))).toBe('invalid')
    expect(await refusal(pngOf({ width: 3, height: 3 }, rows))).toBe('invalid')
    expect(await refusal(pngOf({ width: 3, height: 2 }, join8(rows, SECRET)))).toBe('invalid')
  })

  test('a PNG of a few bytes that unpacks to far more than it declares is not unpacked', async () => {
    const bomb = deflateSync(Buffer.alloc(64 * 1024 * 1024))
    const before = process.memoryUsage().rss
    expect(await refusal(pngOf({ width: 3, height: 2 }, bomb))).toBe('invalid')
    expect(process.memoryUsage().rss - before).toBeLessThan(32 * 1024 * 1024)
  })

  test('a JPEG table that is longer than its tables, a second frame, and a marker that starts no segment', async () => {
    const bytes = plain('jpg')
    const table = bytes.findIndex((byte, at) => byte === 0xff && bytes[at + 1] === 0xdb)
    const length = (bytes[table + 2]! << 8) + bytes[table + 3]!
    const words = Buffer.from(SECRET)
    const longer = join8(
      bytes.subarray(0, table + 2),
      [(length + words.length) >> 8, (length + words.length) & 255],
      bytes.subarray(table + 4, table + 2 + length),
      words,
      bytes.subarray(table + 2 + length),
    )
    expect(await refusal(longer)).toBe('invalid')
    const frame = bytes.findIndex((byte, at) => byte === 0xff && bytes[at + 1] === 0xc0)
    const end = frame + 2 + (bytes[frame + 2]! << 8) + bytes[frame + 3]!
    expect(await refusal(join8(bytes.subarray(0, end), bytes.subarray(frame)))).toBe('invalid')
    expect(await refusal(join8(bytes.subarray(0, 2), [0xff, 0xd0], bytes.subarray(2)))).toBe('invalid')
  })

  test('a WebP canvas of another size than its frame', async () => {
    const bytes = plain('webp')
    bytes[24] = bytes[24]! + 1
    expect(await refusal(bytes)).toBe('invalid')
  })
})

test('too many bytes and too many pixels are refused', async () => {
  expect(await refusal(join8(plain('jpg'), new Uint8Array(LARGEST_BYTES)))).toBe('too large')
  const bomb = plain('png')
  new DataView(bomb.buffer).setUint32(16, 100_000)
  new DataView(bomb.buffer).setUint32(20, 100_000)
  expect(await refusal(bomb)).toBe('too large')
})

describe('in a browser', () => {
  let sizes: [number, number][]
  beforeAll(async () => {
    const browser = await launchBrowser()
    const page = await browser.newPage()
    sizes = []
    for (const [type, load] of Object.entries(loaded)) {
      const url = `data:${type};base64,${Buffer.from((await cleanPicture(load())).bytes).toString('base64')}`
      sizes.push(
        await page.evaluate(
          `(async () => {
            const picture = new Image()
            picture.src = ${JSON.stringify(url)}
            await picture.decode()
            return [picture.naturalWidth, picture.naturalHeight]
          })()`,
        ),
      )
    }
    await browser.close()
  })
  test('a cleaned picture is shown, a turned one the right way up', () => {
    expect(sizes).toEqual([
      [24, 40],
      [40, 24],
      [40, 24],
    ])
  })
})
