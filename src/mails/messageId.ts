/** Fixed for a message, so that a copy is seen as one; under the sender's own domain. */
export const messageId = (id: string, sender: string): string =>
  `<${id}@${sender.split('@')[1] ?? 'localhost'}>`
