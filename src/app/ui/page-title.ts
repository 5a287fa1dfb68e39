const PRODUCT = 'Image Share Console'
const title = { page: '', prefix: '' }

const write = () => {
  document.title = `${title.prefix}${title.page ? `${title.page} · ` : ''}${PRODUCT}`
}

/** Names the page in the browser's tab: "Jobs · Image Share Console". */
export function setPageTitle(page: string) {
  title.page = page
  write()
}

/** Puts news in front of whatever page is open: "(2 running) …". Empty takes it away. */
export function setTitlePrefix(prefix: string) {
  title.prefix = prefix
  write()
}
