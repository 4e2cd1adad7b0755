// What the SDK loads for sign-in dialogs, which this app has none of.
class Dialog {}
exports.Dialog = Dialog
exports.OAuthPrompt = Dialog
exports.WaterfallDialog = Dialog
exports.DialogSet = Dialog
exports.DialogTurnStatus = {}
