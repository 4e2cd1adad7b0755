// What the SDK loads for its AI, which this app does not use.
exports.encode = () => []
exports.decode = () => ''
