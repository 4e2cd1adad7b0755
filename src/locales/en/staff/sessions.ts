import { counted } from './counted.ts'

/** Where a person is signed in to the desk, and how it is ended. */
export const sessions = {
  title: 'Where you are signed in',
  how: (days: number, idle: number) =>
    `You stay signed in on a device for up to ${counted(days, 'day', 'days')}, or until it has not been used for ${counted(idle, 'day', 'days')}.`,
  unknown: 'If you do not know one of these devices, sign it out and tell your administrator.',
  here: 'This device',
  device: (browser: string | null, system: string | null) =>
    browser && system ? `${browser} on ${system}` : (browser ?? system ?? 'Unknown device'),
  ways: { mail: 'by a mailed link', oidc: 'with your work account' },
  since: (when: string, way: string) => `Signed in ${when}, ${way}`,
  seen: (when: string) => `Last used ${when}`,
  end: 'Sign out this device',
  endOthers: 'Sign out all other devices',
  ended: 'That device is signed out.',
  notThere: 'That device was signed out already.',
  othersEnded: (n: number) =>
    n === 0
      ? 'No other device was signed in.'
      : `${counted(n, 'other device is', 'other devices are')} signed out.`,
  everybody: 'Everybody who is signed in',
  onlyManagement: 'Only management can see who is signed in.',
  nobody: 'Nobody else is signed in.',
  devices: (n: number) => counted(n, 'device', 'devices'),
  endPerson: 'Sign out everywhere',
  personEnded: (name: string) => `${name} is signed out everywhere.`,
  noPerson: 'This person is not known.',
  next: 'Next page',
}
