import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

// biome-ignore lint/suspicious/noExplicitAny: each job names its own type, and this passes it through
type Jobs = Record<string, (job: any) => unknown>

/** A process that does jobs for its parent, one after the other. */
export function serveJobs(jobs: Jobs): void {
  process.on('message', async ({ name, job }: { name: string; job: unknown }) => {
    try {
      process.send!({ result: await jobs[name]!(job) })
    } catch (error) {
      process.send!({ error: String(error) })
    }
  })
  process.once('disconnect', () => process.exit())
}

export type Worker = { ask<T>(name: string, job?: unknown): Promise<T>; stop(): void }

/** Starts such a process; it ends with its parent. */
export function startWorker(file: string, env: NodeJS.ProcessEnv = {}): Worker {
  const path = fileURLToPath(new URL(file, import.meta.url).href)
  const child: ChildProcess = fork(path, { env: { ...process.env, ...env } })
  return {
    ask: (name, job) =>
      new Promise((resolve, reject) => {
        const gone = (code: number | null) => reject(new Error(`${file} ended with ${code}`))
        child.once('exit', gone)
        child.once('message', (answer: { result?: unknown; error?: string }) => {
          child.off('exit', gone)
          if (answer.error) reject(new Error(`${file}: ${answer.error}`))
          else resolve(answer.result as never)
        })
        child.send({ name, job })
      }),
    stop: () => void child.kill(),
  }
}
