// SPDX-License-Identifier: EUPL-1.2
// Saves what is being written, two seconds after the last key. The page says how:
//   <form data-draft="/wishes/draft"                  where to POST the fields the first time
//         data-draft-saved="/wishes/{number}/draft"   where to, once the answer held a number
//         data-draft-action="/wishes/{number}/ask"    the form's own address from then on
//         data-saved-text="Bewaard om {time} uur"     (absent: data-draft-saved)
//         data-failed-text="Nog niet bewaard. We proberen het opnieuw.">
//   <button formaction=… data-draft-action=…>         the same for a button of its own
//   <span class="saved"><span data-saved></span></span>   shown once there is something to say
// The answer is JSON; of it are read `number` and `time` (as the page shows it, "10.12").

const PAUSE_MS = 2_000;
const RETRY_MS = 10_000;
const ANSWER_MS = 10_000;

// The server understood and said no: the same text will not do better later, other text may.
class Refused extends Error {}

export interface Answer {
  number?: number | string;
  time?: string;
  version?: number;
}

// Puts the number into an address that has a place for it.
export function fill(template: string, number: number | string): string {
  return template.replace('{number}', encodeURIComponent(String(number)));
}

// The server's clock, in the words of the page's language: 10.12 in Dutch, 10:12 in English.
export function clockOf(date: Date, language: string): string {
  const two = (n: number) => String(n).padStart(2, '0');
  const mark = language.startsWith('nl') ? '.' : ':';
  return `${two(date.getHours())}${mark}${two(date.getMinutes())}`;
}

function fieldsOf(form: HTMLFormElement): URLSearchParams {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === 'string') fields.append(name, value); // a file waits for the real sending
  }
  return fields;
}

class Draft {
  private saved: string;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private underWay: Promise<void> | undefined;
  private leaving = false;
  private number: number | string | undefined;

  constructor(private readonly form: HTMLFormElement, private url: string) {
    this.saved = fieldsOf(form).toString();
    form.addEventListener('input', () => {
      this.leaving = false; // the page is still here: sending was stopped, or it failed
      this.later(PAUSE_MS);
    });
    form.addEventListener('submit', event => this.send(event));
    const page = form.ownerDocument;
    page.addEventListener('visibilitychange', () => {
      if (page.visibilityState === 'hidden' && this.timer !== undefined) void this.save();
    });
    page.defaultView?.addEventListener('pageshow', () => { this.leaving = false; });
  }

  private later(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.save(), ms);
  }

  private async save(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const fields = fieldsOf(this.form), text = fields.toString();
    if (this.leaving || text === this.saved) return;
    if (this.underWay) return this.later(PAUSE_MS); // two at once could arrive in the wrong order
    this.underWay = this.post(fields).then(() => { this.saved = text; },
      error => this.failed(error));
    await this.underWay;
    this.underWay = undefined;
  }

  private async post(fields: URLSearchParams): Promise<void> {
    if (this.number) fields.delete('_once'); // saving again is no repetition; sending later is its own
    const answer = await fetch(this.url, {
      method: 'POST',
      body: fields,
      headers: { Accept: 'application/json' },
      credentials: 'same-origin',
      redirect: 'error', // a sign-in page is not an answer
      signal: AbortSignal.timeout(ANSWER_MS),
      keepalive: fields.toString().length < 60_000, // browsers refuse more than 64 kB
    });
    if (answer.status >= 400 && answer.status < 500) throw new Refused();
    if (!answer.ok) throw new Error(String(answer.status));
    const said = await answer.json() as Answer;
    if (said.number !== undefined) this.becomes(said.number);
    const version = this.form.elements.namedItem('version');
    if (said.version !== undefined && version instanceof HTMLInputElement && version.value !== '0') {
      version.value = String(said.version); // the next save is made from what was just kept
    }
    const date = new Date(answer.headers.get('Date') ?? Date.now());
    const language = this.form.ownerDocument.documentElement.lang;
    this.say(this.form.dataset['savedText'], said.time ?? clockOf(date, language));
  }

  // From now on there is one draft with a number: everything goes there, so that sending the form
  // does not make a second wish.
  private becomes(number: number | string): void {
    this.number = number;
    const { draftSaved, draftAction } = this.form.dataset;
    if (draftSaved) this.url = fill(draftSaved, number);
    const action = draftAction ?? draftSaved;
    if (action) this.form.action = fill(action, number);
    for (const button of this.form.querySelectorAll<HTMLButtonElement>('[data-draft-action]')) {
      button.formAction = fill(button.dataset['draftAction'] ?? '', number);
    }
  }

  private failed(error: unknown): void {
    this.say(this.form.dataset['failedText'], '');
    if (!(error instanceof Refused)) this.later(RETRY_MS);
  }

  private say(text: string | undefined, time: string): void {
    const place = this.form.querySelector<HTMLElement>('[data-saved]')
      ?? this.form.querySelector<HTMLElement>('.saved');
    if (!place || !text) return;
    place.textContent = text.replace('{time}', time);
    place.closest<HTMLElement>('.saved')?.removeAttribute('hidden');
  }

  // While the draft is on its way the form waits for its number; then it goes by itself.
  private send(event: SubmitEvent): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (!this.underWay) {
      this.leaving = !event.defaultPrevented;
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    const { submitter } = event;
    void this.underWay.then(() => this.form.requestSubmit(submitter));
  }
}

export function draftWatch(page: ParentNode): void {
  for (const form of page.querySelectorAll<HTMLFormElement>('form[data-draft]')) {
    const url = form.dataset['draft'];
    if (url) new Draft(form, url);
  }
}
