// SPDX-License-Identifier: EUPL-1.2
// A form is sent once, however often the button is pressed. The button says data-busy ("Bezig…")
// until the next page is there, until somebody comes back to this one, or until the answer is too
// long away: a dead button is worse than a second press, which the server recognises by itself.

const PATIENCE_MS = 15_000;
const resting = new Map<HTMLButtonElement, Node[]>();

function busy(button: HTMLButtonElement): void {
  resting.set(button, [...button.childNodes]);
  const text = button.dataset['busy'];
  if (text) button.replaceChildren(text);
  button.setAttribute('aria-busy', 'true');
  button.disabled = true;
  setTimeout(() => awake(button), PATIENCE_MS);
}

function awake(button: HTMLButtonElement): void {
  const nodes = resting.get(button);
  if (!nodes) return;
  resting.delete(button);
  button.replaceChildren(...nodes);
  button.removeAttribute('aria-busy');
  button.disabled = false;
}

export function onceWatch(page: Document): void {
  page.addEventListener('submit', event => {
    const button = event.submitter;
    // A form that htmx or a draft holds back has not gone yet; a search may be sent again.
    if (event.defaultPrevented || !(button instanceof HTMLButtonElement)) return;
    if (!(event.target instanceof HTMLFormElement) || event.target.method !== 'post') return;
    // A disabled button's own name and value are not sent, so it goes off after the form has left.
    setTimeout(() => busy(button));
  });
  page.defaultView?.addEventListener('pageshow', () => [...resting.keys()].forEach(awake));
}
