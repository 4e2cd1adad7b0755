type Content = { body?: Input[]; actions?: { title?: string; data?: Record<string, unknown> }[] }
type Input = {
  type: string
  id?: string
  value?: unknown
  isRequired?: boolean
  inlines?: { text: string; color?: string }[]
}
type Reply = { status: number; body: unknown }
/** `command`: the message action that opened it. */
type Dialog = { title: string; content: Content; conversation: string; command?: string }

/** What Teams' client shows of a bot's answers: messages beside a button, and dialogs. Throws where it shows an error. */
export function dialogs() {
  let current: Dialog | undefined
  const notices: string[] = []
  const fail = (what: string, reply: Reply): never => {
    throw new Error(`Teams would show an error: ${what} (${reply.status} ${JSON.stringify(reply.body)})`)
  }
  return {
    notices: () => [...notices],
    open: () => current,
    executed(reply: Reply): Reply {
      const { statusCode, type, value } = (reply.body ?? {}) as Record<string, unknown>
      if (reply.status !== 200) return reply
      if (statusCode !== 200 || type !== 'application/vnd.microsoft.activity.message' || !value)
        fail('empty answer', reply)
      notices.push(String(value))
      return reply
    },
    fetched(reply: Reply, conversation: string, command?: string): Reply {
      if (reply.status !== 200) return reply
      const task = (reply.body as { task?: { type: string; value: unknown } } | undefined)?.task
      if (task?.type === 'message' && task.value) {
        current = undefined
        notices.push(String(task.value))
      } else if (task?.type === 'continue' && task.value) {
        const { title, card } = task.value as { title: string; card: { content: Content } }
        current = { title, content: card.content, conversation, ...(command && { command }) }
        if (!card.content.body?.some(({ type }) => type.startsWith('Input.')))
          notices.push(
            (card.content.body ?? [])
              .flatMap(({ inlines = [] }) => inlines.map(({ text }) => text).join(''))
              .join('\n'),
          )
      } else fail('no task', reply)
      return reply
    },
    /** The data a submit carries: the button's and every input's value, several choices joined by commas. */
    fill(values: Record<string, string | string[]>) {
      if (!current) throw new Error('no dialog is open')
      const data: Record<string, unknown> = { ...current.content.actions?.[0]?.data }
      for (const { type, id, value, isRequired } of current.content.body ?? []) {
        if (!type.startsWith('Input.') || !id) continue
        const given = values[id] ?? value ?? ''
        if (isRequired && given === '') throw new Error(`Teams' client asks for ${id}`)
        data[id] = Array.isArray(given) ? given.join(',') : given
      }
      return { conversation: current.conversation, command: current.command, data }
    },
  }
}
