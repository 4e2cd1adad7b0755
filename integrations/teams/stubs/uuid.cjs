// Four packages of the SDK bring a copy each, and call this one function.
exports.v4 = () => crypto.randomUUID()
