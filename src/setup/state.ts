import type {
  AskRules,
  Authority,
  ChatDestination,
  HelpdeskRules,
  Hours,
  NextInLine,
  Privacy,
  Shared,
  SignInRules,
} from '../../db/schema/index.ts'
import type { Account } from '../directory/accounts.ts'

/** The set-up as rows, by their keys: what the file wants and what the database has, in one shape. */
export type SetUp = {
  organisation: Record<
    string,
    {
      name: string
      ask: AskRules
      helpdesks: Record<string, HelpdeskRules>
      drivers: Record<string, string>
      graceSeconds: number
      privacy: Privacy
      signIn: SignInRules
    }
  >
  brands: Record<string, BrandRow>
  people: Record<string, PersonRow>
  departments: Record<string, DepartmentRow>
  roles: Record<string, RoleRow>
  partners: Record<string, PartnerRow>
  webhooks: Record<string, { url: string; events: string[] }>
  groups: Record<string, { helpdesk: string; group: string; brandKey: string; departmentKey: string }>
}

export type RoleRow = {
  role: 'administrator' | 'reader'
  email: string
  /** Keys; null: every department. */
  departments: string[] | null
}

type PartnerRow = { name: string; address: string; language: string; shares: Shared[] }

type PersonRow = {
  name: string
  language: string
  /** By platform; none for the desk, which knows everybody. */
  accounts: Record<string, Account>
  oidcSubject: string | null
}

type BrandRow = {
  name: string
  senderName: string
  senderAddress: string
  replyTo: string
  colour: string
  logoSvg: string | null
  language: string
  disputeBody: string | null
}

export type DepartmentRow = {
  kind: 'department' | 'management'
  name: string
  language: string
  timeZone: string
  hours: Hours
  holidays: string[]
  destination: ChatDestination
  authority: Authority
  digestHour: number
  sampling: number
  excluded: boolean
  nextInLine: NextInLine
  /** E-mail addresses, in order. */
  liaisons: string[]
  managers: string[]
}

export const groupKey = (helpdesk: string, group: string): string => `${helpdesk} "${group}"`
