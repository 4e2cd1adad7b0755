// What the SDK loads for speech, AI and managed identities, none of which this app uses.
const unused = (name) => () => {
  throw new Error(`${name} is left out of the Worker`)
}
exports.parseDocument = unused('htmlparser2')
exports.stringify = unused('yaml')
exports.Validator = unused('jsonschema')
exports.DefaultAzureCredential = unused('@azure/identity')
