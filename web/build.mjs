// SPDX-License-Identifier: EUPL-1.2
// Makes what the browser gets: node web/build.mjs OUT fills OUT/static with files named after their
// content, and OUT/manifest.txt with a line "name hashed-name mime" for each.
import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { withPlainColours } from './colours.mjs';
import { sprite } from './icons.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);
// The oldest browsers that we look after; older ones get plain pages, which work as well.
const target = ['chrome111', 'firefox113', 'safari16.4'];
const mimes = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

function hashedName(name, bytes) {
  const { name: stem, ext } = path.parse(name);
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  return `${stem}.${hash}${ext}`;
}

// A font's address holds its hash, so it is known before the stylesheet is written. The two stand
// in the same folder: a bare name is enough, wherever the organisation puts that folder.
function fontsByHash(files) {
  return {
    name: 'fonts-by-hash',
    setup(b) {
      b.onResolve({ filter: /\.woff2$/ }, async ({ path: wanted }) => {
        const name = path.basename(wanted).replace('-wght-normal', '');
        const bytes = await readFile(require.resolve(wanted));
        files.set(name, bytes);
        return { path: `./${hashedName(name, bytes)}`, external: true };
      });
    },
  };
}

const plainColours = {
  name: 'plain-colours',
  setup(b) {
    b.onLoad({ filter: /\.css$/ }, async ({ path: file }) => ({
      contents: withPlainColours(await readFile(file, 'utf8'), file),
      loader: 'css',
    }));
  },
};

// name -> bytes of every file for the browser.
export async function front() {
  const files = new Map();
  const shared = { bundle: true, minify: true, write: false, target, legalComments: 'none' };
  const css = await build({
    ...shared,
    entryPoints: [path.join(here, 'styles/schakel.css')],
    plugins: [fontsByHash(files), plainColours],
  });
  const js = await build({
    ...shared,
    entryPoints: [path.join(here, 'script/app.ts')],
    format: 'esm',
  });
  files.set('schakel.css', Buffer.from(css.outputFiles[0].contents));
  files.set('app.js', Buffer.from(js.outputFiles[0].contents));
  files.set('icons.svg', Buffer.from(await sprite()));
  files.set('icon.svg', await readFile(path.join(here, 'static/icon.svg')));
  return files;
}

async function main(out) {
  const files = await front();
  const folder = path.join(out, 'static');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  let manifest = '';
  for (const [name, bytes] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const hashed = hashedName(name, bytes);
    await writeFile(path.join(folder, hashed), bytes);
    manifest += `${name} ${hashed} ${mimes[path.extname(name)]}\n`;
  }
  await writeFile(path.join(out, 'manifest.txt'), manifest);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (!process.argv[2]) throw new Error('use: node web/build.mjs OUT');
  await main(process.argv[2]);
}
