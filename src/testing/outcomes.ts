import { unpackOutcomes } from '#contract/pair'

/** What a plan says of its pairs, a list of outcomes for each image. */
export const outcomesByImage = ({ images }: { images: readonly { outcomes: string }[] }) =>
  images.map(({ outcomes }) => unpackOutcomes(outcomes))
