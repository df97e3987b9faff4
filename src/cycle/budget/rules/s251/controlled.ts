/**
 * Controlled rounding: each amount is taken to the pound below or above it so that every sum of two families is, too. In a
 * family two sets are apart or one holds the other, and then such a rounding always exists (L. Cox and L. Ernst, 1982): it
 * is a flow from the sums of one family, through the amounts, to the sums of the other, whose bounds are whole.
 */
export type Family = readonly (readonly number[])[]

/** Whole pounds for amounts in pence; every set of both families comes to the pound below or above its exact sum. */
export function controlledPounds(
  pence: readonly number[],
  families: readonly [Family, Family],
): readonly number[] {
  const floors = pence.map((p) => Math.floor(p / 100))
  const parts = pence.map((p, i) => p - (floors[i] ?? 0) * 100)
  const network = new Network()
  const cells = parts.map((part) => ({ from: network.node(), to: network.node(), part }))
  // Those nearest to the pound above are tried first.
  const order = cells.map((_, i) => i).toSorted((a, b) => (parts[b] ?? 0) - (parts[a] ?? 0))
  const edges = new Map<number, Edge>()
  for (const i of order) {
    const cell = cells[i]
    if (cell !== undefined) edges.set(i, network.edge(cell.from, cell.to, 0, cell.part > 0 ? 1 : 0))
  }
  const source = network.node()
  const sink = network.node()
  tree(families[0], parts, network, source, (i) => cells[i]?.from ?? source, false)
  tree(families[1], parts, network, sink, (i) => cells[i]?.to ?? sink, true)
  network.edge(sink, source, 0, pence.length)
  if (!network.circulate()) throw new Error('no controlled rounding: the families are not nested')
  return floors.map((f, i) => f + flowOf(edges.get(i)))
}

/** Hangs a family's sets below its root, each bounded by its own sum, and the amounts below the smallest set that holds them. */
function tree(
  family: Family,
  parts: readonly number[],
  network: Network,
  root: number,
  cell: (i: number) => number,
  upwards: boolean,
): void {
  const join = (above: number, below: number, least: number, most: number): void => {
    network.edge(upwards ? below : above, upwards ? above : below, least, most)
  }
  const at = parts.map(() => root)
  for (const set of family.toSorted((a, b) => b.length - a.length)) {
    const first = set[0]
    if (first === undefined) continue
    const node = network.node()
    const sum = set.reduce((total, i) => total + (parts[i] ?? 0), 0)
    join(at[first] ?? root, node, Math.floor(sum / 100), Math.ceil(sum / 100))
    for (const i of set) at[i] = node
  }
  parts.forEach((_, i) => join(at[i] ?? root, cell(i), 0, 1))
}

/** What may still go along an edge; `back` takes it away again. */
type Edge = { readonly to: number; room: number; readonly least: number; back: Edge | undefined }

/** A network whose edges have a least and a most, small enough for breadth-first augmenting paths. */
class Network {
  readonly #out: Edge[][] = []
  /** What must come into a node beyond what leaves it, for the least of every edge. */
  readonly #owed: number[] = []

  node(): number {
    this.#out.push([])
    this.#owed.push(0)
    return this.#out.length - 1
  }

  edge(from: number, to: number, least: number, most: number): Edge {
    this.#owed[to] = (this.#owed[to] ?? 0) + least
    this.#owed[from] = (this.#owed[from] ?? 0) - least
    return this.#pair(from, to, most - least, least)
  }

  #pair(from: number, to: number, room: number, least: number): Edge {
    const back: Edge = { to: from, room: 0, least: 0, back: undefined }
    const edge: Edge = { to, room, least, back }
    back.back = edge
    this.#out[from]?.push(edge)
    this.#out[to]?.push(back)
    return edge
  }

  /** Finds a flow that every edge allows; false when there is none. */
  circulate(): boolean {
    const [source, sink] = [this.node(), this.node()]
    let owed = 0
    this.#owed.forEach((more, n) => {
      if (more > 0) this.#pair(source, n, more, 0)
      if (more < 0) this.#pair(n, sink, -more, 0)
      owed += Math.max(0, more)
    })
    let sent = 0
    for (let path = this.#path(source, sink); path.length > 0; path = this.#path(source, sink)) {
      const most = Math.min(...path.map((e) => e.room))
      for (const edge of path) {
        edge.room -= most
        if (edge.back !== undefined) edge.back.room += most
      }
      sent += most
    }
    return sent === owed
  }

  /** The shortest way with room from source to sink; empty when there is none. */
  #path(source: number, sink: number): readonly Edge[] {
    const by = this.#reached(source, sink)
    const path: Edge[] = []
    for (let edge = by.get(sink); edge !== undefined; edge = by.get(edge.back?.to ?? source))
      path.push(edge)
    return path
  }

  /** The edge by which each node is first reached, as far as the sink. */
  #reached(source: number, sink: number): ReadonlyMap<number, Edge> {
    const by = new Map<number, Edge>()
    const queue = [source]
    for (const at of queue) {
      if (by.has(sink)) break
      for (const edge of this.#out[at] ?? []) {
        if (edge.room <= 0 || edge.to === source || by.has(edge.to)) continue
        by.set(edge.to, edge)
        queue.push(edge.to)
      }
    }
    return by
  }
}

/** What goes along an edge. */
function flowOf(edge: Edge | undefined): number {
  return edge === undefined ? 0 : edge.least + (edge.back?.room ?? 0)
}
