// SPDX-License-Identifier: EUPL-1.2
// One-letter keys, only on pages with <body data-keys> (each person may switch them off: WCAG
// 2.1.4). A link, button or field names its own key: <a href="/search" data-key="/">.

const TYPING = 'input, textarea, select, [contenteditable], dialog[open]';

export function keysWatch(page: Document): void {
  if (page.body.dataset['keys'] === undefined) return;
  page.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing) return;
    if (event.target instanceof Element && event.target.closest(TYPING)) return;
    for (const goal of page.querySelectorAll<HTMLElement>('[data-key]')) {
      // A phone and a wide screen each have their own menu: only what is shown counts.
      if (goal.dataset['key'] !== event.key || goal.getClientRects().length === 0) continue;
      event.preventDefault();
      if (goal.matches(TYPING)) goal.focus();
      else goal.click();
      return;
    }
  });
}
