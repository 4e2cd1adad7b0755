import { serve } from '@hono/node-server'
import { connect } from '../../db/client.ts'
import { diskPictures } from '../../integrations/pictures/disk.ts'
import { pictureRoutes } from '../../src/pages/case/pictureRoutes.ts'
import { testDeps } from '../deps.ts'

/** Customers' pictures in a process of its own, which tells its parent its port, and its memory whenever asked. */
const [url, folder] = process.argv.slice(2)
const log = (event: string, facts?: object) => console.error(event, JSON.stringify(facts))
const { deps } = testDeps(connect(url!, { max: 5 }), { pictures: diskPictures(folder!), log })
const app = pictureRoutes({ ...deps, now: () => new Date() })
serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => process.send!({ port }))

let peak = 0
const look = () => {
  peak = Math.max(peak, process.memoryUsage.rss())
}
setInterval(look, 5)
process.on('message', () => {
  look()
  process.send!({ now: process.memoryUsage.rss(), peak })
  peak = 0
})
process.on('disconnect', () => process.exit())
