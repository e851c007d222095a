// SPDX-License-Identifier: EUPL-1.2
// Puts the reader where the page wants them: at the summary of faults, else at a heading that the
// server made focusable (<h1 tabindex="-1">, after a form was handled). A page opened by a link
// has no such heading: there the browser starts at the top, before the skip link.

export function focusFirst(part: ParentNode): void {
  const faults = part.querySelector<HTMLElement>('.errsum');
  if (faults) {
    faults.tabIndex = -1;
    faults.focus();
    return;
  }
  part.querySelector<HTMLElement>('h1[tabindex="-1"]')?.focus({ preventScroll: true });
}

export function focusWatch(page: Document): void {
  // An address that names a place on the page, and a field with autofocus, come first.
  const taken = page.location.hash !== '' || page.querySelector('[autofocus]') !== null;
  if (!taken || page.querySelector('.errsum')) focusFirst(page);
  // htmx keeps the focus in a part that it replaces; only faults are worth moving it for.
  page.addEventListener('htmx:after:settle', () => {
    const faults = page.querySelector<HTMLElement>('.errsum');
    if (faults && !faults.dataset['seen']) focusFirst(page);
    if (faults) faults.dataset['seen'] = 'yes';
  });
}
