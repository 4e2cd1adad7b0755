import { inflateRawSync, inflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { appPackage, manifestFaults } from '../../dev/emulators/teams/appPackage.ts'

const made = {
  appId: '22222222-2222-4222-8222-222222222222',
  publicUrl: 'https://amends.example.com/',
  developer: 'Nordly "AS"',
}

/** Reads an archive by its directory, as Teams does. */
const unzip = (archive: Buffer) => {
  const end = archive.lastIndexOf('PK\u0005\u0006')
  let at = archive.readUInt32LE(end + 16)
  return Object.fromEntries(
    Array.from({ length: archive.readUInt16LE(end + 10) }, () => {
      const [size, length, offset] = [
        archive.readUInt32LE(at + 20),
        archive.readUInt16LE(at + 28),
        archive.readUInt32LE(at + 42),
      ]
      const name = archive.subarray(at + 46, at + 46 + length).toString()
      at += 46 + length
      return [name, inflateRawSync(archive.subarray(offset + 30 + length, offset + 30 + length + size))]
    }),
  )
}

test('the Teams app is an archive of a manifest and two icons of the wanted sizes', () => {
  const { archive } = appPackage(made)
  const files = unzip(archive)
  expect(Object.keys(files)).toEqual(['manifest.json', 'color.png', 'outline.png'])
  const manifest = JSON.parse(files['manifest.json']!.toString())
  expect(manifest).toMatchObject({
    id: made.appId,
    bots: [{ botId: made.appId }],
    developer: { name: 'Nordly "AS"' },
    // Without it the app can't be added to private and shared channels
    supportsChannelFeatures: 'tier1',
  })
  expect(files['manifest.json']!.toString()).not.toContain('{{')
  for (const [name, size] of [
    ['color.png', 192],
    ['outline.png', 32],
  ] as const) {
    const icon = files[name]!
    expect([icon.readUInt32BE(16), icon.readUInt32BE(20)]).toEqual([size, size])
    const from = icon.indexOf('IDAT') + 4
    expect(inflateSync(icon.subarray(from, from + icon.readUInt32BE(from - 8)))).toHaveLength(
      size * (size * 4 + 1),
    )
  }
})

test('what Microsoft’s schema does not take is refused, by name', () => {
  expect(() => appPackage({ ...made, developer: 'x'.repeat(100) })).toThrow('/developer/name')
  expect(() => appPackage({ ...made, appId: 'amends' })).toThrow('/id')
  const { manifest } = appPackage(made)
  expect(manifestFaults({ ...(manifest as { manifestVersion: string }), unknown: 1 } as never)).not.toEqual(
    [],
  )
})
