// Stands in for raw-body in the Worker: only Bolt's HTTP receivers read bodies with it, and it brings iconv-lite.
module.exports = () => {
  throw new Error('raw-body is not part of this build')
}
