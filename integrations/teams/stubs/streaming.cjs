// Bots that are reached by a web socket or a named pipe: this one is reached by requests alone.
const unused = (name) =>
  class {
    constructor() {
      throw new Error(`${name} is left out of the Worker`)
    }
  }
exports.RequestHandler = class {}
exports.StreamingResponse = unused('StreamingResponse')
exports.StreamingRequest = unused('StreamingRequest')
exports.NodeWebSocketFactory = unused('NodeWebSocketFactory')
exports.NamedPipeServer = unused('NamedPipeServer')
exports.WebSocketServer = unused('WebSocketServer')
