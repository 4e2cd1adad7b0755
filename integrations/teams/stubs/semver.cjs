// jsonwebtoken asks three times whether Node is newer than 16.9.
exports.satisfies = () => true
