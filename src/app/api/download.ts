import { useQuery } from '@tanstack/react-query'
import { call } from './client.ts'
import { settingsQuery } from './settings.ts'
import { linkTo } from './signed-in-as.ts'

/**
 * Makes links to files of this page. A browser does not tell why a download failed. So each click makes a
 * call as well: when nobody, or somebody else, is signed in, that call is refused for the same reason, and
 * the page learns it.
 */
export function useDownload() {
  // The links are made anew once the page knows who is signed in.
  useQuery(settingsQuery)
  return (path: string) => ({
    href: linkTo(path),
    download: true,
    onClick: () => void call('settings').catch(() => {}),
  })
}
