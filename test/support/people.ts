import { newId } from '#db'
import type { Actor } from '#kernel/access.ts'

/** An invented person of an invented council who acts at a fixed moment. */
export function anActor(parts: Partial<Actor>): Actor {
  return {
    council: newId<'council'>(),
    person: newId<'person'>(),
    name: 'Invented Person',
    roles: ['administrator'],
    at: Temporal.Instant.from('2026-11-24T10:00:00.123456Z'),
    ...parts,
  }
}
