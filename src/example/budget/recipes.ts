/**
 * What the invented county spends in 2025-26, in thousands of pounds, before chance moves each figure by at most 1.5%.
 *
 * The whole follows England's Section 251 outturn: of £11,885m gross in 2021-22, or £1,000 for each of 11.88 million
 * children, 52% went on children looked after, 25% on safeguarding, 12% on family support, 4% on Sure Start and early
 * years, 3% each on young people and on youth justice (LAIT; ONS mid-2021). A looked-after week cost £1,430 then and
 * £2,100 in 2024-25 (LAIT), so that about £1,350 a child is to be expected of a county in 2025-26. How it falls on services
 * within that is invented; so is what is spent outside the children's lines (schools' services, transport, high needs).
 *
 * Columns: service, cost centre, stream, how it is spread or paid, subjectives with their amounts, note.
 */
const TABLE = `
S01a | 110 | core                    |                              | employees.fostering 4250, premises 120, transport 210, supplies 380
S01b | 115 | core                    |                              | employees.placements 620, supplies 90
S01b | 116 | partner                 |                              | income-contributions 3150 | integrated care board: joint placements
S01c | 118 | core                    |                              | employees 880, supplies 40
S01d | 119 | core                    |                              | employees 310
S02  | 120 | core                    |                              | employees 640, third-party.regional-agency 2350, transfers.allowances 690
S03  | 125 | core                    | by locality                  | employees 2560, third-party.accommodation 2150, transfers 1240
S08  | 130 | core                    |                              | employees 610, supplies 50, transfers 120
S08  | 131 | home-office-uasc        |                              | income-grants 2890 | about 55 children at the nightly rate
S06  | 134 | core                    |                              | third-party 410
S15  | 136 | core                    |                              | employees 420, transfers.allowances 4750
S16  | 138 | core                    |                              | employees 1890, premises 240, transport 640, third-party 310
L15  | 140 | core                    |                              | employees 210
L15  | 141 | pupil-premium           | paid by income-grants        | employees 380, transfers 1180
S04  | 210 | core                    | by locality                  | employees.social-workers 15400, agency 2050, transport 520, supplies 610, third-party 950
S09  | 220 | core                    | by locality                  | employees.social-workers 6700, transport 240, supplies 200, transfers 480
S05  | 230 | core                    |                              | employees 1980, transport 60
S07  | 232 | core                    |                              | employees 540
S10  | 234 | core                    |                              | third-party 210
S11  | 236 | core                    |                              | employees 890, agency 70
S12  | 238 | core                    |                              | third-party 820
S13  | 240 | core                    |                              | third-party 260
S14  | 242 | core                    |                              | employees 1340, supplies 180
S19  | 244 | core                    |                              | third-party 2100, support 1050
S18  | 246 | core                    | by locality                  | employees 1760
S18  | 249 | families-first          | one-off                      | employees 430, third-party 210 | design of the family help teams
S17  | 250 | core                    |                              | employees 2050, supplies 150, third-party 240
S17  | 251 | specific-other          | paid by income-grants        | employees 780 | youth justice grant
P01  | 310 | core                    | by locality                  | employees 1150, premises 980, supplies 260
P01  | 315 | children-families-grant | by locality                  | employees 3600
P02  | 320 | core                    | by locality                  | employees 3980, transport 190
P02  | 325 | children-families-grant | by locality                  | employees 2400
P02  | 330 | prevention-grant        | by locality                  | employees 1290, third-party 620
P03  | 340 | core                    | by locality                  | employees 1980, premises 260, third-party 240
P04  | 345 | core                    |                              | third-party 420
P05  | 346 | public-health           | paid by income-grants        | third-party 640
P13  | 348 | public-health           | paid by income-grants        | third-party 11200 | health visiting and school nursing
P06  | 350 | core                    |                              | third-party 390
P07  | 352 | core                    |                              | employees 2640, third-party 860, transport 150
P08a | 354 | core                    |                              | transfers 3450
P08b | 356 | core                    |                              | employees 980, third-party 2650
P08b | 357 | partner                 | paid by income-contributions | third-party 420 | integrated care board: nursing in short breaks
P09  | 358 | core                    |                              | employees 260, supplies 70
P10  | 360 | core                    |                              | employees 480
P10  | 361 | fees                    | paid by income-fees          | employees 350
P12  | 362 | core                    |                              | third-party 900
P12  | 363 | partner                 | paid by income-contributions | third-party 540 | integrated care board: mental health in schools
L01  | 410 | core                    |                              | employees 820
L01  | 411 | dsg                     | paid by income-grants        | employees 560
L01  | 412 | fees                    | paid by income-fees          | employees 590, supplies 100
L02  | 414 | core                    |                              | employees 210
L02  | 415 | dsg                     | paid by income-grants        | employees 640
L03  | 416 | core                    |                              | employees 190
L04  | 417 | core                    |                              | employees 95
L05  | 418 | core                    |                              | employees 520
L05  | 419 | dsg                     | paid by income-grants        | employees 1350
L06  | 420 | core                    |                              | employees 430
L07  | 421 | core                    |                              | employees 130
L07  | 422 | dsg                     | paid by income-grants        | employees 620
L08  | 423 | core                    |                              | employees 240
L09  | 430 | core                    |                              | employees 980, transport.mainstream 7900, transport.special-needs 10600, transport.post-16 1500, income-fees 620
L10  | 440 | core                    |                              | employees 3350, agency 320
L10  | 441 | dsg                     | paid by income-grants        | employees 620
L11  | 442 | dsg                     | paid by income-grants        | third-party 7900
L12  | 444 | dsg                     | paid by income-grants        | employees 90
L12  | 445 | fees                    | paid by income-fees          | employees 70
L13  | 446 | core                    |                              | employees 310
L14  | 447 | core                    |                              | third-party 260
L16  | 448 | music                   | paid by income-grants        | employees 1020, supplies 160
L16  | 449 | fees                    | paid by income-fees          | employees 860, supplies 80
L17  | 450 | core                    |                              | employees 240
L17  | 451 | dsg                     | paid by income-grants        | employees 880
L21  | 460 | dsg                     | paid by income-grants        | third-party.mainstream-top-ups 19800, third-party.special-schools 42500, third-party.independent 26900, third-party.post-16 9600 | high needs block
U1   | 510 | core                    |                              | employees 980, supplies 110
U2   | 512 | core                    |                              | employees 1390, supplies 90
U3   | 514 | core                    |                              | employees 620, supplies 480
U4   | 516 | core                    |                              | premises 1150
U5   | 520 | core                    | by locality                  | employees 3050, supplies 240
U6   | 530 | core                    |                              | employees 890, supplies 160, support 1450
`

/** Localities and their part of the county's children (invented). */
export const LOCALITIES: readonly (readonly [string, number])[] = [
  ['north', 38],
  ['mid', 34],
  ['coast', 28],
]

export type Recipe = {
  readonly service: string
  readonly centre: number
  readonly stream: string
  /** Split over the localities, each with its own cost centre. */
  readonly byLocality: boolean
  /** Spent once: it falls out of the next year. */
  readonly oneOff: boolean
  /** Income of the stream that equals what is charged to it in the service. */
  readonly paidBy: string | undefined
  readonly amounts: readonly {
    readonly subjective: string
    readonly thousands: number
  }[]
  readonly note: string
}

export const RECIPES: readonly Recipe[] = TABLE.trim().split('\n').map(recipe)

function recipe(row: string): Recipe {
  const [service = '', centre = '', stream = '', how = '', amounts = '', note = ''] = row
    .split('|')
    .map((cell) => cell.trim())
  return {
    service,
    centre: Number(centre),
    stream,
    byLocality: how.includes('by locality'),
    oneOff: how.includes('one-off'),
    paidBy: /paid by (\S+)/.exec(how)?.[1],
    amounts: amounts.split(', ').map((amount) => {
      const [subjective = '', thousands = ''] = amount.split(' ')
      return { subjective, thousands: Number(thousands) }
    }),
    note,
  }
}
