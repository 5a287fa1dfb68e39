/** Has nginx hand an answer on as it is made, however it is set to buffer. */
export const UNBUFFERED = { 'x-accel-buffering': 'no' } as const
