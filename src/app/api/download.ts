import { useQuery } from '@tanstack/react-query'
import { call } from './client.ts'
import { settingsQuery } from './settings.ts'
import { linkTo } from './signed-in-as.ts'

/**
 * Makes links to files of this page. A browser says nothing of why a file did not come; so a call goes along with the
 * click, which is refused for the same reason when nobody, or somebody else, is signed in, and tells the page.
 */
export function useDownload() {
  // The links are made anew once it is known whose page this is.
  useQuery(settingsQuery)
  return (path: string) => ({
    href: linkTo(path),
    download: true,
    onClick: () => void call('settings').catch(() => {}),
  })
}
