/**
 * Node's HTTP server: a slow client is let go. Each body has a shorter time of its own (`integrations/body.ts`); this
 * one is for what nobody reads, and for pictures on a slow line.
 */
export const SERVER_OPTIONS = {
  headersTimeout: 15_000,
  requestTimeout: 300_000,
  connectionsCheckingInterval: 5_000,
}
