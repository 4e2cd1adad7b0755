import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Ajv } from 'ajv'
import { zipSync } from 'fflate'
import { root } from '../../workers/configure.ts'

const folder = join(root, 'integrations', 'teams')

export type AppPackage = { appId: string; publicUrl: string; developer: string }

/** The Teams app of this deployment. Throws with what Microsoft's published schema says against its manifest. */
export function appPackage({ appId, publicUrl, developer }: AppPackage): {
  manifest: object
  archive: Uint8Array
} {
  const fill: Record<string, string> = {
    TEAMS_APP_ID: appId,
    PUBLIC_URL: publicUrl.replace(/\/$/, ''),
    DEVELOPER: developer,
  }
  const template = readFileSync(join(folder, 'manifest.json'), 'utf8')
  const text = template.replace(/\{\{(\w+)\}\}/g, (_, name: string) =>
    JSON.stringify(fill[name] ?? '').slice(1, -1),
  )
  const manifest = JSON.parse(text) as { manifestVersion: string }
  const faults = manifestFaults(manifest)
  if (faults.length > 0)
    throw new Error(`The manifest is not as Teams wants it:\n${faults.map((one) => `  ${one}`).join('\n')}`)
  const files = {
    'manifest.json': Buffer.from(`${JSON.stringify(manifest, undefined, 2)}
`),
    'color.png': readFileSync(join(folder, 'color.png')),
    'outline.png': readFileSync(join(folder, 'outline.png')),
  }
  // One time for all, so that the same content is the same archive
  const archive = zipSync(files, { mtime: new Date(1980, 0, 1) })
  return { manifest, archive }
}

/** Microsoft's schema, as its package `@microsoft/app-manifest` brings it. */
export function manifestFaults(manifest: { manifestVersion: string }): string[] {
  const home = dirname(createRequire(import.meta.url).resolve('@microsoft/app-manifest/package.json'))
  const file = join(
    home,
    'build/json-schemas/teams',
    `v${manifest.manifestVersion}`,
    'MicrosoftTeams.schema.json',
  )
  // Draft 4, which ajv knows no more; what this schema uses of it is the same in draft 7.
  const { $schema: _, id: __, ...schema } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>
  const ajv = new Ajv({ allErrors: true, strict: false, validateFormats: false })
  const validate = ajv.compile(schema)
  return validate(manifest)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath || '/'} ${message}`)
}
