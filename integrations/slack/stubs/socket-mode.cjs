// Stands in for @slack/socket-mode in the Worker: Amends receives over HTTP, and the real one costs 250 KiB.
module.exports = { SocketModeClient: class SocketModeClient {}, LogLevel: {} }
