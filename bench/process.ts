import { readFileSync } from 'node:fs'

/** What Linux says of a process: noughts elsewhere. */
export type Usage = {
  /** Time of all its threads on a processor, which other work on the machine hardly changes. */
  readonly cpuMs: number
  readonly mostMegabytes: number
}

const TICK_MS = 10

export function usageOf(pid: number | undefined): Usage {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return {
      cpuMs: (Number(fields[11]) + Number(fields[12])) * TICK_MS,
      mostMegabytes: Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024,
    }
  } catch {
    return { cpuMs: 0, mostMegabytes: 0 }
  }
}
