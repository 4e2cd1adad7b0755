/** "1 case", "2 cases". */
export const counted = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`
