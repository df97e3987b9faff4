/** A label in a published file that does not say what it means, and what it means. Source: 10-demand, 3C7. */
export type LabelFault = {
  /** Beginning of the file's name. */
  readonly file: string
  /** Column as printed, and the name that it should have had. */
  readonly column?: string
  readonly meant?: string
  /** Year of the file, where neither name nor columns say it. */
  readonly year?: number
  readonly note: string
}

export const LABEL_FAULTS: readonly LabelFault[] = [
  {
    file: 'SFR34_ADM2015',
    column: 'cla_started2014',
    meant: 'cla_started2015',
    note: 'Calls its column CLA_started2014; the figures are of the year ending 31 March 2015',
  },
  {
    file: 'SFE21_ADM',
    year: 2011,
    note: 'Named SFE21, not SFR21; it belongs to the release of 2011',
  },
  {
    file: 'SFR21_',
    year: 2011,
    note: 'Has no year in its name; it belongs to the release of 2011',
  },
  {
    file: 'SFR_CEA2012',
    column: 'cla-ceadied',
    meant: 'cla_ceadied',
    note: 'Has no number after SFR, and a hyphen in CLA-ceaDied',
  },
]
