/** A form with files. */
export const isMultipart = (type: string | null | undefined): boolean =>
  /^multipart\/form-data\b/i.test(type ?? '')
