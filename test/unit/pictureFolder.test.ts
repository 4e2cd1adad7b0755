import { existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { diskPictures, keepsPictures } from '../../integrations/pictures/disk.ts'

const bytes = new Uint8Array([1, 2, 3])
const TYPE = 'image/jpeg'

test('pictures of one case are kept side by side, and are gone once deleted', async () => {
  const store = diskPictures(mkdtempSync(join(tmpdir(), 'amends-pictures-')))
  await Promise.all(['case/1', 'case/2', 'case/3'].map((key) => store.put(key, bytes, TYPE)))
  expect(await store.get('case/2')).toEqual(bytes)
  await store.delete('case/2')
  expect(await store.get('case/2')).toBeUndefined()
  expect(await store.get('case/3')).toEqual(bytes)
})

// `mkdir` with `recursive` never ends below /proc
test.runIf(existsSync('/proc/self'))(
  'a folder that can’t be made is refused at start by its setting, and a picture for it at once',
  async () => {
    expect(() => keepsPictures('/proc/amends/pictures')).toThrow(
      /^PICTURES_DIR can't be written: .* \(ENOENT\)/,
    )
    await expect(diskPictures('/proc/amends').put('case/1', bytes, TYPE)).rejects.toThrow('ENOENT')
  },
  10_000,
)
