/**
 * Puts a text that may still be being made into the clipboard. The clipboard is opened at once, because
 * browsers allow that only right after a click or a key press. False: the browser does not allow it, as on
 * plain HTTP. Rejects with the error of making the text.
 */
export async function copyLater(text: Promise<string>): Promise<boolean> {
  const blob = text.then((made) => new Blob([made], { type: 'text/plain' }))
  try {
    await navigator.clipboard.write([new ClipboardItem({ 'text/plain': blob })])
    return true
  } catch {
    await blob
    return false
  }
}
