import { useEffect, useState } from 'react'

/**
 * A part of a page that comes in a file of its own once it is wanted; null until it is there. (`lazy` would hold it
 * back for a third of a second after it has come.) Name `load` outside of components.
 */
export function useModule<T>(load: () => Promise<T>, wanted: boolean): T | null {
  const [module, setModule] = useState<T | null>(null)
  useEffect(() => {
    if (wanted) void load().then((loaded) => setModule(() => loaded))
  }, [load, wanted])
  return module
}
