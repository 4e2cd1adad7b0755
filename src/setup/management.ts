/** The row above all departments. */
export const MANAGEMENT = 'management'
