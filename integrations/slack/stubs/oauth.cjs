// Stands in for @slack/oauth in the Worker: the app is installed from its manifest, with a token, and by no customer.
module.exports = { InstallProvider: class InstallProvider {} }
