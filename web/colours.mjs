// SPDX-License-Identifier: EUPL-1.2
// Writes tokens so that a browser without light-dark() gets the light page instead of no colours.
// A custom property takes any text, so a plain value before it would be overwritten by one that
// such a browser cannot use; hence @supports around the real ones.

const MARK = 'light-dark(';

// "0 1px light-dark(rgb(1 2 3/.5), #000)" -> its light or its dark reading.
export function reading(value, dark) {
  const start = value.indexOf(MARK);
  if (start < 0) return value;
  let depth = 1, comma = -1, i = start + MARK.length;
  for (; depth > 0; i++) {
    if (i >= value.length) throw new Error(`light-dark() is not closed: ${value}`);
    if (value[i] === '(') depth++;
    if (value[i] === ')') depth--;
    if (value[i] === ',' && depth === 1) comma = i;
  }
  if (comma < 0) throw new Error(`light-dark() needs two values: ${value}`);
  const chosen = dark ? value.slice(comma + 1, i - 1) : value.slice(start + MARK.length, comma);
  return reading(value.slice(0, start) + chosen.trim() + value.slice(i), dark);
}

// name -> { light, dark } of every token that knows both.
export function tokens(css) {
  const found = {};
  for (const [, name, value] of css.matchAll(/(--[\w-]+):\s*([^;]*light-dark\([^;]*);/g)) {
    found[name.slice(2)] = { light: reading(value, false), dark: reading(value, true) };
  }
  return found;
}

export function withPlainColours(css, file) {
  const bare = css.replace(/\/\*.*?\*\//gs, '');
  const done = bare.replace(/:root\s*\{([^{}]*)\}/g, (rule, body) => {
    const both = body.split(';').map(d => d.trim())
      .filter(d => d.includes(MARK) || d === 'color-scheme: light dark');
    if (both.length === 0) return rule;
    const plain = body.split(';').map(d => reading(d.replace('light dark', 'light'), false));
    return `:root {${plain.join(';')}}\n`
      + `@supports (color: light-dark(#000, #fff)) {\n  :root { ${both.join('; ')}; }\n}`;
  });
  const outside = done.replace(/@supports \(color: light-dark\(#000, #fff\)\) \{.*?\n\}/gs, '');
  if (outside.includes(MARK)) throw new Error(`${file}: light-dark() outside a :root rule`);
  return done;
}
