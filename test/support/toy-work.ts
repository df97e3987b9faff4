/** A toy kind of long work for the tests of jobs: sums squares, slowly if asked, and can fail or die on a chunk. */
export type ToyInput = {
  readonly size: number
  readonly sleepMs?: number
  readonly faultAt?: number
  readonly dieAt?: number
}

export async function chunk(input: unknown, index: number, of: number): Promise<Uint8Array> {
  const toy = input as ToyInput
  if (toy.faultAt === index) throw new Error('the toy was asked to fail')
  if (toy.dieAt === index) process.exit(9)
  if (toy.sleepMs !== undefined) await new Promise((resolve) => setTimeout(resolve, toy.sleepMs))
  let total = 0
  for (let i = index; i < toy.size; i += of) total += i * i
  return new TextEncoder().encode(String(total))
}
