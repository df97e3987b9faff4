/** Lets so many through at once; the others wait their turn. */
export type Gate = { readonly through: <T>(work: () => Promise<T>) => Promise<T> }

export function openGate(atOnce: number): Gate {
  let inside = 0
  const waiting: (() => void)[] = []
  const enter = async (): Promise<void> => {
    if (inside < atOnce) {
      inside += 1
      return
    }
    await new Promise<void>((resolve) => {
      waiting.push(resolve)
    })
  }
  const leave = (): void => {
    const next = waiting.shift()
    if (next === undefined) inside -= 1
    else next()
  }
  return {
    through: async (work) => {
      await enter()
      try {
        return await work()
      } finally {
        leave()
      }
    },
  }
}
