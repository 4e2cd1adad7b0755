// What the SDK loads for its AI, which this app does not use.
class Client {}
exports.default = Client
exports.OpenAI = Client
exports.AzureOpenAI = Client
