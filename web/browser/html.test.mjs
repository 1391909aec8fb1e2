// The W3C checker on the HTML of every page and on the charts.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { checkHTML } from './look.mjs';
import { openPortal, pagesOf } from './portal.mjs';

let portal;

before(async () => { portal = await openPortal(); });

after(async () => { await portal?.close(); });

test('the W3C checker finds no error', async () => {
  const pages = {};
  for (const path of await pagesOf(portal.url)) pages[path] = await (await fetch(portal.url + path)).text();
  assert.deepEqual(await checkHTML(pages), []);
});
