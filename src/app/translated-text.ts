/**
 * Lets a browser translate the page. Translators put a `<font>` in the place of each text, or around it. React
 * goes on with the text that it made: it throws when that is no longer where it put it
 * (https://github.com/facebook/react/issues/11538), and what it writes into a text that is no longer on the
 * page nobody sees. So it is noted which element stands in for which text: that one is removed, and things are
 * put before it, in place of the text. A text that changes comes back, and is translated anew.
 */
const standIns = new WeakMap<Node, Element>()

const isText = (node: Node | null | undefined) => node?.nodeType === Node.TEXT_NODE
const isFont = (node: Node | null | undefined): node is Element => node?.nodeName === 'FONT'

/** Begins to watch for translations. Called once, before React starts. */
export function tolerateTranslation() {
  const { removeChild, insertBefore } = Node.prototype

  const note = (record: MutationRecord) => {
    const [text] = record.removedNodes
    if (record.type === 'characterData') bringBack(record.target)
    else if (text && isText(text) && !text.isConnected) {
      // Replaced in one step; or the element was put beside the text, which was removed then.
      const font = [record.addedNodes[0], record.previousSibling, record.nextSibling].find(isFont)
      if (!font) return
      standIns.set(text, font)
      observer.observe(text, { characterData: true })
    }
  }
  const observer = new MutationObserver((records) => records.forEach(note))

  const bringBack = (text: Node) => {
    standIns.get(text)?.replaceWith(text)
    standIns.delete(text)
  }

  /** What is there in place of a child: itself, what stands in for it, or what was put around it. */
  const present = (parent: Node, child: Node): Node | null => {
    if (child.parentNode === parent || !isText(child)) return child
    observer.takeRecords().forEach(note)
    let place: Node | null | undefined = standIns.get(child) ?? child.parentNode
    while (isFont(place) && place.parentNode !== parent) place = place.parentNode
    return isFont(place) ? place : null
  }

  Node.prototype.removeChild = function <T extends Node>(this: Node, child: T): T {
    const there = present(this, child)
    if (there) removeChild.call(this, there)
    standIns.delete(child)
    return child
  }
  Node.prototype.insertBefore = function <T extends Node>(this: Node, node: T, child: Node | null): T {
    bringBack(node)
    insertBefore.call(this, node, child && present(this, child))
    return node
  }
  observer.observe(document.documentElement, { childList: true, subtree: true })
}
