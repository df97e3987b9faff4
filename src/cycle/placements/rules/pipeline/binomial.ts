/** Below this the chance of none is too small to be written as a number. */
const SMALLEST = -700

/**
 * The count of a binomial with this share below it. For one share the count never falls as the number tried or the chance
 * rises: more enquiries never lose an approval, and a lever changes no other household.
 */
export function binomialAt(tried: number, chance: number, share: number): number {
  if (tried <= 0 || chance <= 0) return 0
  if (chance >= 1) return tried
  const start = tried * Math.log1p(-chance)
  if (start < SMALLEST) return largeBinomial(tried, chance, share)
  return climb(tried, chance, share, 0, Math.exp(start))
}

function climb(
  tried: number,
  chance: number,
  share: number,
  from: number,
  massThere: number,
): number {
  const odds = chance / (1 - chance)
  let count = from
  let mass = massThere
  let below = mass
  while (below < share && count < tried) {
    mass *= (odds * (tried - count)) / (count + 1)
    count += 1
    below += mass
    if (mass === 0) return count
  }
  return count
}

/** Begins twelve deviations below the middle, where nothing of weight lies. */
function largeBinomial(tried: number, chance: number, share: number): number {
  const spread = Math.sqrt(tried * chance * (1 - chance))
  const from = Math.max(0, Math.floor(tried * chance - 12 * spread))
  let log = tried * Math.log1p(-chance)
  const odds = Math.log(chance) - Math.log1p(-chance)
  for (let k = 0; k < from; k += 1) log += odds + Math.log(tried - k) - Math.log(k + 1)
  return climb(tried, chance, share, from, Math.exp(log))
}
