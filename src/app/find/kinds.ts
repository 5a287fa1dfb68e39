/** The kinds of things that are found, in the order in which they are told. */
export const KINDS = ['image', 'recipient', 'group', 'job', 'page', 'act'] as const
export type Kind = (typeof KINDS)[number]
