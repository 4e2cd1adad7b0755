import { unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { appPackage, manifestFaults } from '../../dev/emulators/teams/appPackage.ts'

const made = {
  appId: '22222222-2222-4222-8222-222222222222',
  publicUrl: 'https://amends.example.com/',
  developer: 'Nordly "AS"',
}

test('the Teams app is an archive of a manifest and two icons of the wanted sizes', () => {
  const { archive } = appPackage(made)
  expect(appPackage(made).archive).toEqual(archive)
  const files = Object.fromEntries(
    Object.entries(unzipSync(archive)).map(([name, bytes]) => [name, Buffer.from(bytes)]),
  )
  expect(Object.keys(files)).toEqual(['manifest.json', 'color.png', 'outline.png'])
  const manifest = JSON.parse(files['manifest.json']!.toString())
  expect(manifest).toMatchObject({
    id: made.appId,
    bots: [{ botId: made.appId, supportsTargetedMessages: true }],
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
