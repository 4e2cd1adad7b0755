import type { armFaults } from '../faults.ts'

export type Text = { type: string; text: string; emoji?: boolean; verbatim?: boolean }
export type Option = { text: Text; value: string; description?: Text }
export type Element = {
  type: string
  action_id?: string
  text?: Text | string
  value?: string
  style?: string
  url?: string
  placeholder?: Text
  options?: Option[]
  option_groups?: { label: Text; options: Option[] }[]
  initial_option?: Option
  initial_options?: Option[]
  initial_value?: string
  elements?: Element[]
  [key: string]: unknown
}
export type Block = {
  type: string
  block_id?: string
  text?: Text
  fields?: Text[]
  accessory?: Element
  elements?: Element[]
  element?: Element
  label?: Text
  hint?: Text
  optional?: boolean
  [key: string]: unknown
}
export type Metadata = { event_type: string; event_payload: Record<string, unknown> }

export type Message = {
  channel: string
  ts: string
  thread_ts?: string
  text: string
  blocks?: Block[]
  metadata?: Metadata
  user: string
  bot_id?: string
  edited?: { user: string; ts: string }
  deleted?: boolean
  /** `tombstone`: deleted, but its thread stands on. */
  subtype?: string
}
export type Ephemeral = Message & {
  ephemeralFor: string
  via: 'response_url' | 'slack'
}

export type StateValue = {
  type: string
  value?: string | null
  selected_option?: Option | null
  selected_options?: Option[]
  selected_date?: string | null
}
export type StateValues = Record<string, Record<string, StateValue>>

export type View = {
  id: string
  type: string
  team_id: string
  title: Text
  submit?: Text | null
  close?: Text | null
  blocks: Block[]
  private_metadata: string
  callback_id: string
  external_id: string
  hash: string
  state: { values: StateValues }
  clear_on_close: boolean
  notify_on_close: boolean
  root_view_id: string
  previous_view_id: string | null
  app_id: string
  app_installed_team_id: string
  bot_id: string
}

export type Channel = {
  id: string
  name: string
  is_archived?: boolean
  /** Whether the bot is in it; true unless said otherwise. */
  is_member?: boolean
  is_private?: boolean
  /** The other side of a direct conversation. */
  user?: string
}
export type User = {
  id: string
  name: string
  email?: string
  is_restricted?: boolean
  is_ultra_restricted?: boolean
  is_bot?: boolean
  deleted?: boolean
  team_id?: string
  tz?: string
}

export type FaultRule = {
  /** All Web API methods unless named; 'response_url' only by name. */
  method?: string
  channel?: string
  /**
   * 'drop' carries the call out and cuts the connection; 'slow' carries it out and answers `ms` later; 'error' refuses
   * it with `error`; 'bare' shows messages without their metadata, 'cut' only a part of them.
   */
  kind: '429' | '500' | 'slow' | 'drop' | 'token' | 'error' | 'bare' | 'cut'
  error?: string
  times?: number
  rate?: number
  /** Seconds. */
  retryAfter?: number
  ms?: number
  /** With '500': the call is carried out all the same, as Slack's internal_error may be. */
  accepted?: boolean
}
export type Call = { method: string; channel?: string; status: string; at: number }
export type Faults = ReturnType<typeof armFaults<FaultRule>>
