import { afterAll } from 'vitest'
import { removeStores } from './stores.ts'

afterAll(removeStores)
