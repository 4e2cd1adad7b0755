import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { appPackage } from './appPackage.ts'

const help = `npm run teams:package -- [--out FILE]

  Makes the Teams app to upload: manifest, checked against Microsoft's schema, and icons.

  Wants TEAMS_APP_ID (the bot's app id) and PUBLIC_URL; TEAMS_DEVELOPER is the name people see (Amends).`

const { values } = parseArgs({
  options: { out: { type: 'string', default: 'amends-teams.zip' }, help: { type: 'boolean' } },
})
const { TEAMS_APP_ID: appId, PUBLIC_URL: publicUrl, TEAMS_DEVELOPER: developer = 'Amends' } = process.env
if (values.help || !appId || !publicUrl?.startsWith('https://')) {
  console.error(help)
  if (!values.help)
    console.error(`\n${appId ? 'PUBLIC_URL must be an https address.' : 'TEAMS_APP_ID is missing.'}`)
  process.exitCode = values.help ? 0 : 2
} else {
  try {
    writeFileSync(values.out, appPackage({ appId, publicUrl, developer }).archive)
    console.log(`${values.out}: upload it in Teams admin center, or in Teams under Apps > Manage your apps.`)
  } catch (error) {
    console.error((error as Error).message)
    process.exitCode = 1
  }
}
