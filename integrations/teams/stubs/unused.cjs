// What the SDK loads for speech, AI, managed identities, transcripts on disk and coloured logs: this app uses none of it.
const unused = (name) => () => {
  throw new Error(`${name} is left out of the Worker`)
}
exports.parseDocument = unused('htmlparser2')
exports.stringify = unused('yaml')
exports.Validator = unused('jsonschema')
exports.DefaultAzureCredential = unused('@azure/identity')
// Called as it is loaded, for an event that this app does not send
exports.extend = () => {}
