// The W3C checker on the HTML of every page and on the charts.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { openPortal, pagesOf } from './portal.mjs';

const checker = createRequire(import.meta.url).resolve('vnu-jar/build/dist/vnu.jar');
let portal, folder;

before(async () => {
  portal = await openPortal();
  folder = await mkdtemp(join(tmpdir(), 'mingzhang-html-'));
});

after(async () => {
  await portal?.close();
  if (folder) await rm(folder, { recursive: true, force: true });
});

test('the W3C checker finds no error', async () => {
  const paths = await pagesOf(portal.url);
  const names = new Map();
  for (const [i, path] of paths.entries()) {
    const name = join(folder, `${i}.html`);
    names.set(name, path);
    await writeFile(name, await (await fetch(portal.url + path)).text());
  }
  const run = spawnSync('java', ['-jar', checker, '--errors-only', '--format', 'json', ...names.keys()], { encoding: 'utf8', maxBuffer: 1 << 26 });
  assert.equal(run.error, undefined, 'java is needed for this test');
  const { messages } = JSON.parse(run.stderr);
  assert.deepEqual(messages.map((m) => `${names.get(m.url.replace(/^file:/, ''))}: ${m.message} (${m.extract})`), []);
});
