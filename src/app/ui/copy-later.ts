/**
 * Puts a text that is still being made into the clipboard. The clipboard is opened at once, because browsers
 * allow that only right after a click or a key press. Rejects with the error of making the text, or with a
 * sentence for the user.
 */
export async function copyLater(text: Promise<string>): Promise<void> {
  const blob = text.then((made) => new Blob([made], { type: 'text/plain' }))
  try {
    await navigator.clipboard.write([new ClipboardItem({ 'text/plain': blob })])
  } catch {
    await text
    throw new Error('Copying is not allowed here.')
  }
}
