/** A reorganisation of councils: codes that together cover one unchanged area. Source: 10-demand, 3C8. */
export type Reorganisation = {
  readonly code: string
  readonly name: string
  readonly before: readonly string[]
  readonly after: readonly string[]
  /** First 31 March published for those that came after. */
  readonly from: number
}

export const REORGANISATIONS: readonly Reorganisation[] = [
  {
    code: '835+836+837',
    name: 'Dorset, Bournemouth, Christchurch and Poole',
    before: ['835', '836', '837'],
    after: ['838', '839'],
    from: 2020,
  },
  {
    code: '928',
    name: 'Northamptonshire',
    before: ['928'],
    after: ['940', '941'],
    from: 2022,
  },
  { code: '909', name: 'Cumbria', before: ['909'], after: ['942', '943'], from: 2024 },
]

/** City of London and Isles of Scilly: so few children that their rates say nothing of anyone else's, and 0 may mean suppressed. */
export const TOO_SMALL: readonly string[] = ['201', '420']
