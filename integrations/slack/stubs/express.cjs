// Stands in for express in the Worker: Bolt's ExpressReceiver is loaded but never built.
const express = () => {
  throw new Error('express is not part of this build')
}
express.default = express
express.Router = express
module.exports = express
