import { useEffect, useState } from 'react'
import { loadPart } from './load-part.ts'

/**
 * A part of a page that is loaded from a file of its own once it is wanted; null until then. (React's `lazy`
 * would delay it for a third of a second after it has arrived.) Define `load` outside of components.
 */
export function useModule<T>(load: () => Promise<T>, wanted: boolean): T | null {
  const [module, setModule] = useState<T | null>(null)
  useEffect(() => {
    if (wanted) void loadPart(load).then((loaded) => setModule(() => loaded))
  }, [load, wanted])
  return module
}
