import * as z from 'zod/v4'
import { id } from './inbound.ts'

const grid = z.looseObject({ team_id: id.nullish(), enterprise_id: id.nullish() })
const Origin = z.looseObject({
  team: z.looseObject({ id, enterprise_id: id.nullish() }).nullish(),
  team_id: id.nullish(),
  user: z.union([grid, z.string()]).nullish(),
  enterprise: z.looseObject({ id }).nullish(),
  enterprise_id: z.string().nullish(),
  /** A flag in JSON, "true" in a slash command's plain fields. */
  is_enterprise_install: z.union([z.boolean(), z.string()]).nullish(),
  view: z.looseObject({ app_installed_team_id: id.nullish() }).nullish(),
  authorizations: z.array(grid.extend({ is_enterprise_install: z.boolean().nullish() })).nullish(),
})

/** Where a request comes from, as far as it says. */
export type Origin = {
  /** The workspaces it may belong to: any of them counts. Empty where the app is installed in the organisation. */
  teams: string[]
  /** The Enterprise Grid organisation. */
  organisation?: string
  /** The app is installed in the whole organisation, so the request may come from any workspace of it. */
  everywhere: boolean
  /** The workspace the person belongs to first: in a Grid, and in a shared channel, often another one. */
  home?: string
}

/**
 * https://docs.slack.dev/enterprise/developing-for-enterprise-orgs: `team` is null in an organisation-wide install.
 * Throws where a request names no workspace at all.
 */
export function originOf(body: unknown): Origin {
  const named = Origin.parse(body)
  const user = typeof named.user === 'object' && named.user ? named.user : undefined
  const [installed] = named.authorizations ?? []
  const teams = [
    named.view?.app_installed_team_id,
    named.team?.id,
    // An event of a shared channel names its source there; the installation it is for comes first
    installed?.team_id ?? named.team_id,
  ].flatMap((one) => one ?? [])
  const organisation =
    named.enterprise?.id ||
    installed?.enterprise_id ||
    named.enterprise_id ||
    named.team?.enterprise_id ||
    user?.enterprise_id ||
    undefined
  if (teams.length === 0 && !organisation) teams.push(id.parse(user?.team_id))
  const flag = named.is_enterprise_install
  return {
    teams,
    organisation,
    everywhere:
      flag === true ||
      flag === 'true' ||
      installed?.is_enterprise_install === true ||
      (organisation !== undefined && (teams.length === 0 || teams.includes(organisation))),
    home: user?.team_id ?? undefined,
  }
}

/** The workspace the app is installed in, and its Grid organisation where Slack has told it. */
export type Own = { team: string; organisation?: string }

/** Whether a request is for this installation: of its workspace, or of its organisation where the app is everywhere. */
export const isOurs = ({ teams, organisation, everywhere }: Origin, own: Own): boolean =>
  teams.includes(own.team) ||
  (everywhere && (own.organisation === undefined || own.organisation === organisation))

/**
 * Whether a person is surely of another organisation: at home in another workspace, and no Grid has both. Within a
 * Grid the stored user id decides: it is unique in the organisation, and a guest's of another one is not stored.
 */
export const isStranger = ({ home, organisation }: Origin, own: Own): boolean => {
  if (!home || home === own.team) return false
  if (own.organisation && organisation) return own.organisation !== organisation
  return !own.organisation && !organisation
}
