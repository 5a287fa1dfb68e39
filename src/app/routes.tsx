import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router'
import { accessSearch } from './access/access-search.ts'
import { imagesQuery } from './api/images.ts'
import { jobQuery, liveJobsQuery } from './api/jobs.ts'
import { receivedQuery } from './api/received.ts'
import { recipientsQuery } from './api/recipients.ts'
import { settingsQuery } from './api/settings.ts'
import { BASE_PATH } from './base-path.ts'
import { holdingsSearch } from './holdings/holdings-search.ts'
import { imagesSearch } from './images/images-search.ts'
import { jobSearch, jobsSearch } from './jobs/history/jobs-search.ts'
import { receivedSearch } from './received/received-search.ts'
import { recipientsSearch } from './recipients/recipients-search.ts'
import { parseSearch, stringifySearch } from './search-params.ts'
import { SharePage, StopPage } from './share/SharePage.tsx'
import { shareSearch } from './share/search.ts'
import { NotFound } from './shell/NotFound.tsx'
import { PageError } from './shell/PageError.tsx'
import { Shell } from './shell/Shell.tsx'
import { offboardSearch, onboardSearch } from './tenants/search.ts'
import { loadPart } from './ui/load-part.ts'

/** A page in a file of its own. Until it has arrived, the page before it stays. */
const page: typeof lazyRouteComponent = (load, name) => lazyRouteComponent(() => loadPart(load), name)

// Loaders start the reads of a page and do not wait for them: pages have their own loading and error states.
const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  component: Shell,
  loader: ({ context: { queryClient } }) => {
    void queryClient.prefetchQuery(settingsQuery)
    void queryClient.prefetchQuery(liveJobsQuery)
  },
})

const index = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/share', replace: true })
  },
})

/** What the form can pick is fetched together with the form's own code. */
function loadPickers({ context: { queryClient } }: { context: { queryClient: QueryClient } }) {
  void queryClient.prefetchQuery(imagesQuery)
  void queryClient.prefetchQuery(recipientsQuery)
}

const share = createRoute({
  getParentRoute: () => root,
  path: '/share',
  validateSearch: shareSearch,
  loader: loadPickers,
  component: SharePage,
})

const stop = createRoute({
  getParentRoute: () => root,
  path: '/stop',
  validateSearch: shareSearch,
  loader: loadPickers,
  component: StopPage,
})

const undo = createRoute({
  getParentRoute: () => root,
  path: '/jobs/$jobId/undo',
  component: page(() => import('./jobs/undo/UndoPage.tsx'), 'UndoPage'),
})

const jobs = createRoute({
  getParentRoute: () => root,
  path: '/jobs',
  validateSearch: jobsSearch,
  component: page(() => import('./jobs/history/JobsPage.tsx'), 'JobsPage'),
})

const job = createRoute({
  getParentRoute: () => root,
  path: '/jobs/$jobId',
  validateSearch: jobSearch,
  loader: ({ context: { queryClient }, params }) => void queryClient.prefetchQuery(jobQuery(params.jobId)),
  component: page(() => import('./jobs/job/JobPage.tsx'), 'JobPage'),
})

const access = createRoute({
  getParentRoute: () => root,
  path: '/access',
  validateSearch: accessSearch,
  loader: loadPickers,
  component: page(() => import('./access/AccessPage.tsx'), 'AccessPage'),
})

const recipients = createRoute({
  getParentRoute: () => root,
  path: '/recipients',
  validateSearch: recipientsSearch,
  loader: ({ context: { queryClient } }) => void queryClient.prefetchQuery(recipientsQuery),
  component: page(() => import('./recipients/RecipientsPage.tsx'), 'RecipientsPage'),
})

const importRecipients = createRoute({
  getParentRoute: () => root,
  path: '/recipients/import',
  loader: ({ context: { queryClient } }) => void queryClient.prefetchQuery(recipientsQuery),
  component: page(() => import('./recipients/ImportPage.tsx'), 'ImportPage'),
})

const images = createRoute({
  getParentRoute: () => root,
  path: '/images',
  validateSearch: imagesSearch,
  loader: ({ context: { queryClient } }) => void queryClient.prefetchQuery(imagesQuery),
  component: page(() => import('./images/ImagesPage.tsx'), 'ImagesPage'),
})

const image = createRoute({
  getParentRoute: () => root,
  path: '/images/$imageId',
  validateSearch: holdingsSearch,
  loader: loadPickers,
  component: page(() => import('./images/one/ImagePage.tsx'), 'ImagePage'),
})

const recipient = createRoute({
  getParentRoute: () => root,
  path: '/recipients/$projectId',
  validateSearch: holdingsSearch,
  loader: loadPickers,
  component: page(() => import('./recipients/one/RecipientPage.tsx'), 'RecipientPage'),
})

const received = createRoute({
  getParentRoute: () => root,
  path: '/received',
  validateSearch: receivedSearch,
  loader: ({ context: { queryClient } }) => {
    void queryClient.prefetchQuery(receivedQuery)
    void queryClient.prefetchQuery(recipientsQuery)
  },
  component: page(() => import('./received/ReceivedPage.tsx'), 'ReceivedPage'),
})

const onboard = createRoute({
  getParentRoute: () => root,
  path: '/onboard',
  validateSearch: onboardSearch,
  loader: loadPickers,
  component: page(() => import('./tenants/OnboardPage.tsx'), 'OnboardPage'),
})

const offboard = createRoute({
  getParentRoute: () => root,
  path: '/offboard',
  validateSearch: offboardSearch,
  loader: loadPickers,
  component: page(() => import('./tenants/OffboardPage.tsx'), 'OffboardPage'),
})

/** The pages and their addresses. Parameters that make no sense fall back to their defaults. */
export const createAppRouter = (queryClient: QueryClient) =>
  createRouter({
    routeTree: root.addChildren([
      index,
      share,
      stop,
      undo,
      jobs,
      job,
      access,
      recipients,
      importRecipients,
      images,
      image,
      recipient,
      received,
      onboard,
      offboard,
    ]),
    basepath: `${BASE_PATH}/`,
    context: { queryClient },
    parseSearch,
    stringifySearch,
    defaultPreload: 'intent',
    // The query cache decides what is fresh; the router keeps nothing of its own.
    defaultPreloadStaleTime: 0,
    defaultErrorComponent: PageError,
    defaultNotFoundComponent: NotFound,
    scrollRestoration: true,
  })

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
}
