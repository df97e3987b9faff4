import type { Access } from '#kernel/access.ts'
import { INSIDE } from '#office/disclosure/index.ts'

/**
 * The council's own budget on the form of Section 251: inside the service alone. A line of the form may be one service with
 * few children, and its reconciliation names ledger lines (30-budget rule 35).
 */
export const SEES_S251_FORM: Access = INSIDE
