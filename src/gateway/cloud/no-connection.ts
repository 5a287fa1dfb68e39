import type { Code } from '#contract/codes'

/** No request could be sent: the machine is not there, or not trusted. The message is for the console's operator. */
export class NoConnection extends Error {
  override readonly name = 'NoConnection'
  constructor(
    readonly code: Code,
    message: string,
  ) {
    super(message)
  }
}
