/** A key that no other submission has: 32 hex digits. (`randomUUID` exists on HTTPS and localhost only.) */
export const newSubmissionKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  )
