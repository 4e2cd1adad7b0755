/** Keeps the page current without a reload; everything works without it too. */
export const script = `
const parts = ['channels', 'messages', 'thread', 'faults', 'fault-note']
document.documentElement.classList.add('js')
const bottom = (id) => { const at = document.getElementById(id); return at && at.scrollHeight - at.scrollTop - at.clientHeight < 60 }
const sink = (id) => { const at = document.getElementById(id); if (at) at.scrollTop = at.scrollHeight }
let busy = false, again = false
function draw(text, forced) {
  const next = new DOMParser().parseFromString(text, 'text/html')
  const low = ['messages', 'thread'].filter(bottom)
  for (const id of parts) {
    const now = document.getElementById(id), then = next.getElementById(id)
    if (now && then && now.innerHTML !== then.innerHTML && !now.contains(document.activeElement?.closest('select,input'))) {
      const open = now.querySelector('details[open]') !== null
      now.innerHTML = then.innerHTML
      if (open) now.querySelector('details')?.setAttribute('open', '')
    }
  }
  low.forEach(sink)
  const slot = document.getElementById('modal-slot'), fresh = next.getElementById('modal-slot')
  const was = slot.firstElementChild, will = fresh.firstElementChild
  const same = was && will && was.dataset.view === will.dataset.view && was.dataset.hash === will.dataset.hash
  if (forced || !same) {
    slot.innerHTML = fresh.innerHTML
    if (slot.firstElementChild) (slot.querySelector('[aria-invalid], .field textarea, .field input, .field select') || slot.querySelector('button'))?.focus()
  }
  document.getElementById('app').className = next.getElementById('app').className
}
async function refresh() {
  if (busy) { again = true; return }
  busy = true
  try { draw(await (await fetch(location.href)).text(), false) } catch {}
  busy = false
  if (again) { again = false; refresh() }
}
document.addEventListener('submit', async (event) => {
  const form = event.target
  if (!form.action.includes('/ui/') || /\\/ui\\/(as|home)$/.test(form.action)) return
  event.preventDefault()
  if (form.dataset.confirm && !confirm(form.dataset.confirm)) return
  const button = event.submitter
  const data = new URLSearchParams(new FormData(form, button))
  if (button) { button.disabled = true; if (button.dataset.url) open(button.dataset.url, '_blank', 'noreferrer') }
  const action = button?.getAttribute('formaction') || form.action
  try {
    const response = await fetch(action, { method: 'POST', body: data })
    draw(await response.text(), form.action.includes('/ui/submit') || form.action.includes('/ui/dismiss'))
  } finally {
    if (button) button.disabled = false
    if (form.action.endsWith('/ui/say')) form.reset()
  }
})
document.addEventListener('change', (event) => {
  if (event.target.closest('[data-auto]')) event.target.form.requestSubmit()
})
document.addEventListener('click', (event) => {
  if (event.target.closest('.menu')) document.querySelector('nav').classList.toggle('open')
})
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') document.querySelector('.modal header form')?.requestSubmit()
})
sink('messages'); sink('thread')
document.querySelector('.modal [aria-invalid], .modal textarea, .modal .field input, .modal select')?.focus()
// On opening too: what changed since this page was drawn was told to nobody.
const live = new EventSource('/ui/live')
live.onopen = live.onmessage = refresh
`
