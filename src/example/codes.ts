import { ageOn } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'
import { pick } from './chance.ts'
import type { Chance } from './chance.ts'

/** Why a child left care before the 18th birthday (REC), by age and by days in care. */
export function ending(born: Day, on: Day, days: number, chance: Chance): string {
  const age = ageOn(born, on)
  if (age >= 16) return pick({ E4A: 25, E13: 5, E5: 30, E6: 15, E8: 20, E15: 5 }, chance)
  if (age >= 10) return pick({ E4A: 55, E4B: 15, E13: 10, E45: 6, E46: 6, E8: 6, E3: 2 }, chance)
  if (days < 180) return pick({ E4A: 60, E4B: 20, E13: 8, E41: 4, E8: 6, E3: 2 }, chance)
  return age < 5
    ? pick({ E11: 18, E12: 10, E45: 22, E46: 18, E4A: 20, E41: 8, E8: 4 }, chance)
    : pick({ E45: 24, E46: 18, E4A: 34, E13: 8, E41: 8, E8: 6, E3: 2 }, chance)
}

/** The legal status after a change of it. */
export function nextStatus(status: string, chance: Chance): string {
  switch (status) {
    case 'L1':
    case 'L2':
      return chance() < 0.7 ? 'C1' : 'V2'
    case 'C1':
      return chance() < 0.82 ? 'C2' : 'E1'
    case 'V2':
      return chance() < 0.8 ? 'C1' : 'L2'
    default:
      return chance() < 0.7 ? 'C2' : 'V2'
  }
}

/** ZX is not a postcode area of the United Kingdom. */
export function postcode(chance: Chance): string {
  const letter = (): string => 'ABDEFGHJLNPQRSTUWXYZ'.charAt(Math.floor(chance() * 20))
  return `ZX${1 + Math.floor(chance() * 24)} ${Math.floor(chance() * 10)}${letter()}${letter()}`
}

/** The legal status (LS) a child enters care with. */
export function firstStatus(uasc: boolean, chance: Chance): string {
  return uasc ? 'V2' : pick({ V2: 45, C1: 38, L2: 12, J1: 3, L1: 2 }, chance)
}

/** REASON_PLACE_CHANGE. */
export function reasonForMove(chance: Chance): string {
  return pick({ CARPL: 34, CREQB: 18, LAREQ: 12, ALLEG: 2, PLACE: 8, OTHER: 16, CHILD: 10 }, chance)
}
