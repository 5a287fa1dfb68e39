import type { Page } from 'playwright/test'
import { expect, foreignId, jobsPanel, openShare, pick, test, UBUNTU } from './fixtures.ts'
import { signIn } from './session.ts'

/**
 * A page that the browser had translated broke at the next change of one of its texts ("Failed to execute
 * 'removeChild' on 'Node'"), or went on to show the old number. These translators leave the words as they are, so
 * that the story can go on to use them, and translate everything that appears later as well.
 */
async function translate(page: Page, way: 'replaced' | 'wrapped') {
  await page.evaluate((way) => {
    const isLeft = (node: Node) =>
      !node.nodeValue?.trim() || node.parentElement?.closest('[translate=no], font, script, style, textarea')
    const put = (text: Node) => {
      const outer = document.createElement('font')
      const inner = document.createElement('font')
      outer.append(inner)
      if (way === 'replaced') inner.textContent = text.nodeValue
      text.parentNode?.replaceChild(outer, text)
      if (way === 'wrapped') inner.append(text)
    }
    const translateIn = (root: Node) => {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
      const texts = root.nodeType === Node.TEXT_NODE ? [root] : []
      while (walker.nextNode()) texts.push(walker.currentNode)
      for (const text of texts) if (!isLeft(text)) put(text)
    }
    translateIn(document.body)
    new MutationObserver((records) => {
      for (const { addedNodes } of records)
        for (const node of addedNodes) if (node.isConnected) translateIn(node)
    }).observe(document.body, { childList: true, subtree: true })
  }, way)
}

for (const way of ['replaced', 'wrapped'] as const)
  test(`a page whose texts are ${way} by a translator goes on, and shows what is true now`, async ({
    page,
    world,
  }) => {
    const form = await openShare(page, [UBUNTU], ['acme-prod'])
    await expect(form.submit).toHaveAccessibleName('Share 1 new pair')
    await translate(page, way)
    await expect(page.locator('main font').first()).toBeAttached()
    await pick(page, 'Projects', ['acme-test'])
    await form.paste.fill(`${foreignId(1)}\n${foreignId(2)}`)
    await expect(form.submit).toHaveAccessibleName('Share 4 new pairs')
    await expect(form.form.getByText('2 projects chosen', { exact: true })).toBeVisible()
    await form.paste.fill('')
    await expect(form.submit).toHaveAccessibleName('Share 2 new pairs')
    await pick(page, 'Projects', ['acme-prod'])
    await expect(form.submit).toHaveAccessibleName('Share 1 new pair')
    await expect(form.form.getByText('1 project chosen', { exact: true })).toBeVisible()

    // Dialogs open and close, and the panel follows the job.
    const who = page.getByRole('button', { name: 'operator in golden-images' })
    await who.click()
    await expect(page.getByRole('dialog', { name: 'Signed in as operator' })).toBeVisible()
    await page.keyboard.press('Escape')
    await page.getByRole('link', { name: 'Jobs', exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Stay' }).click()
    world.clock.hold()
    await form.submit.click()
    const row = jobsPanel(page).getByRole('link', { name: /Share 1 image × 1 project/ })
    await expect(row).toContainText('0 of 1 pair')
    await expect(page).toHaveTitle(/^\(1 running\)/)
    world.clock.release()
    await expect(row).toContainText('Shared')
    await expect(row).toContainText('1 pair')
    await expect(row).not.toContainText('0 of 1')
    await expect(jobsPanel(page).getByText('none running').first()).toBeAttached()

    await row.click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Share 1 image with 1 project')
    // IDs and names are what they are in every language.
    const pairs = page.getByRole('table', { name: 'Pairs' })
    await expect(pairs).toContainText('acme-test')
    await expect(pairs.locator('font').filter({ hasText: /acme-test|ubuntu|[0-9a-f]{32}/ })).toHaveCount(0)
    await expect(pairs.locator('font').filter({ hasText: 'Is a member' }).first()).toBeVisible()
    for (const name of ['Recipients', 'Received', 'Jobs', 'Stop sharing', 'Share'])
      await page
        .getByRole('navigation', { name: 'Pages' })
        .getByRole('link', { name: new RegExp(`^${name}`) })
        .click()
    await expect(form.submit).toBeVisible()
    await who.click()
    await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click()
    await expect(signIn(page)).toBeVisible()
  })
