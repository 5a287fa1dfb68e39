import type { StoreFailure } from './store-failure.ts'

/** How long a full disk is told of, in ms, where nothing is written that could show that it is not any more. */
const TOLD_MS = 60_000

/** Remembers that the disk of a server was full, which nobody else can see: it answers all the same. */
export function createFullDisk(elapsed: () => number) {
  let last: { failure: StoreFailure; at: number } | null = null
  const heard = {
    onFailure(failure: StoreFailure) {
      if (failure.isFull) last = { failure, at: elapsed() }
    },
    onCommit() {
      last = null
    },
  }
  return {
    heard,
    /** Throws what happened lately. */
    check() {
      if (last && elapsed() - last.at < TOLD_MS) throw last.failure
    },
  }
}
