import type { Access } from '#kernel/access.ts'

/** Who may see an import and its lists of rows. */
export const SEES_IMPORTS: Access = {
  roles: ['returns', 'analyst', 'administrator', 'finance', 'chief-finance-officer'],
}

/** Who may send files, put them in use and take them back; and, for a recorded purpose, see a whole row. */
export const HANDLES_RETURNS: Access = { roles: ['returns', 'administrator'] }

export const DEMAND_CRUMB = { text: 'Demand', href: '/demand' }
export const IMPORTS_CRUMB = { text: 'Imports', href: '/demand/import' }
