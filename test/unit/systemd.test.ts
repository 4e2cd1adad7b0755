import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const unit = readFileSync(join(import.meta.dirname, '../../docs/operate/amends.service'), 'utf8')

test('the unit runs as a user of its own, keeps its state, and may do little else', () => {
  for (const line of [
    'User=amends',
    'StateDirectory=amends',
    'EnvironmentFile=/etc/amends.env',
    'NoNewPrivileges=true',
    'ProtectSystem=strict',
    'CapabilityBoundingSet=',
  ])
    expect(unit.split('\n')).toContain(line)
  // The compiler of JavaScript writes code into memory
  expect(unit).not.toContain('MemoryDenyWriteExecute')
})

test('systemd takes the unit as it is, where there is a systemd', () => {
  if (!existsSync('/usr/bin/systemd-analyze'))
    return console.log('systemd-analyze is not on this machine: not verified')
  const folder = mkdtempSync(join(tmpdir(), 'amends-unit-'))
  // Node and the folder are not where a server has them
  writeFileSync(join(folder, 'amends.service'), unit.replace('/usr/bin/node', process.execPath))
  const said = execFileSync('systemd-analyze', ['verify', '--man=no', join(folder, 'amends.service')], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  rmSync(folder, { recursive: true })
  expect(said).toBe('')
})
