import { afterAll } from 'vitest'
import { removeAll } from './removals.ts'

afterAll(removeAll)
