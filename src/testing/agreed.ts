/** What an action with a job answers; its refusal, a code, fails the test. */
export function agreed<T extends object>(answer: T | string): T {
  if (typeof answer === 'string') throw new Error(answer)
  return answer
}
