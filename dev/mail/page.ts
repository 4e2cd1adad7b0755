import { createAPIServer } from '@maildev/api'
import { registerUI } from '@maildev/ui/server'
import type { MailDev } from 'maildev'

type Servers = Awaited<ReturnType<MailDev['start']>>

/**
 * maildev shows a mail in a sandboxed frame, and a link that is clicked loads within it. Pages of ours let nobody
 * frame them, so it stayed blank. A click on a link opens a tab instead, as mail programs do it.
 */
const LINKS_LEAVE_THE_FRAME = `
document.addEventListener('load', ({ target }) => {
  if (target.tagName !== 'IFRAME') return
  target.contentDocument?.addEventListener('click', (event) => {
    const link = event.target.closest?.('a[href]')
    if (!link || !/^https?:/.test(link.href)) return
    event.preventDefault()
    open(link.href, '_blank', 'noopener')
  })
}, true)
`
const SCRIPT = '/links-leave-the-frame.js'

/** The inbox's page on 127.0.0.1: maildev's, but that its links work. */
export async function startInboxPage({ storage, smtp }: Servers, port: number) {
  const api = createAPIServer({ port, host: '127.0.0.1', basePath: '', storage, smtp })
  api.server.get(SCRIPT, (_request, reply) => reply.type('text/javascript').send(LINKS_LEAVE_THE_FRAME))
  api.server.addHook('onSend', async ({ url }, reply, body) =>
    typeof body === 'string' &&
    !url.startsWith('/api/') &&
    String(reply.getHeader('content-type')).startsWith('text/html')
      ? body.replace('</head>', `<script src="${SCRIPT}"></script></head>`)
      : body,
  )
  await api.registerPlugins()
  await registerUI(api.server, { basePath: '' })
  await api.listen()
  return { port: api.getPort()!, close: () => api.stop() }
}
