// Every page in a browser: accessible, whole at any width, light to load, and
// good without scripts and without a mouse.
import assert from 'node:assert/strict';
import http from 'node:http';
import { after, before, test } from 'node:test';
import { faults } from './look.mjs';
import { openBrowser, openPage, openPortal, pagesOf } from './portal.mjs';

const firstView = 30 * 1024; // bytes, compressed: the page, its style and its icon
let portal, browser, paths;

before(async () => {
  portal = await openPortal();
  browser = await openBrowser();
  paths = await pagesOf(portal.url);
});

after(async () => {
  await browser?.close();
  await portal?.close();
});

/** Calls check for each path, two at a time, and gives all that it found. */
async function onEach(list, check) {
  const found = [], rest = [...list];
  const work = async () => {
    for (let path = rest.shift(); path; path = rest.shift()) {
      for (const fault of await check(path)) found.push(`${path}: ${fault}`);
    }
  };
  await Promise.all([work(), work()]);
  return found;
}

test('axe finds nothing at 1280 and 390 px, in light and dark', async () => {
  const found = await onEach(paths, async (path) => {
    const { page, problems } = await openPage(browser, portal.url, path);
    for (const width of [1280, 390]) {
      for (const theme of ['light', 'dark']) {
        await page.setViewport({ width, height: 900 });
        await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);
        problems.push(...(await faults(page)).map((fault) => `${width} px, ${theme}: ${fault}`));
      }
    }
    await page.close();
    return problems;
  });
  assert.deepEqual(found, []);
});

const overflow = () => document.documentElement.scrollWidth - window.innerWidth;

test('nothing scrolls sideways at 320 px, nor at 640 px with text at 200 %', async () => {
  const found = await onEach(paths, async (path) => {
    const { page, problems } = await openPage(browser, portal.url, path, { width: 320 });
    const narrow = await page.evaluate(overflow);
    if (narrow > 0) problems.push(`320 px: ${narrow} px too wide`);
    await page.setViewport({ width: 640, height: 900 });
    await page.evaluate(() => { document.documentElement.style.fontSize = '200%'; });
    const large = await page.evaluate(overflow);
    if (large > 0) problems.push(`200 %: ${large} px too wide`);
    await page.close();
    return problems;
  });
  assert.deepEqual(found, []);
});

test('searching, filtering and removing a filter need no script', async () => {
  const { page } = await openPage(browser, portal.url, '/', { javascript: false });
  await page.type('#q', '困难职工');
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
  assert.match(page.url(), /\/search\?q=/);
  assert.ok(await page.$('.row'), 'rows are found');
  await page.click('input[name=kind][value=budget]');
  await Promise.all([page.waitForNavigation(), page.click('.apply button')]);
  assert.match(page.url(), /kind=budget/);
  assert.match(decodeURIComponent(page.url()), /q=困难职工/);
  await Promise.all([page.waitForNavigation(), page.click('.chip')]);
  assert.doesNotMatch(page.url(), /kind=budget/);
  assert.match(decodeURIComponent(page.url()), /q=困难职工/);
  await page.close();
});

test('the filters open on a phone', async () => {
  const { page } = await openPage(browser, portal.url, '/search', { width: 390, javascript: false });
  const shown = () => page.$eval('input[name=kind]', (e) => e.checkVisibility());
  assert.equal(await shown(), false);
  await page.click('.filters > summary');
  assert.equal(await shown(), true);
  await page.close();
});

test('the keyboard reaches content, menu and search in order', async () => {
  const { page } = await openPage(browser, portal.url, '/');
  const reached = [];
  for (let i = 0; i < 10; i++) {
    await page.keyboard.press('Tab');
    reached.push(await page.evaluate(() => {
      const e = document.activeElement;
      const visible = getComputedStyle(e).outlineStyle !== 'none';
      return (e.id || e.getAttribute('href')) + (visible ? '' : ' (focus not visible)');
    }));
  }
  assert.deepEqual(reached, ['#main', '/', '/search', '/regions', '/publishers', '/explore', '/data', '/about', '/en', 'q']);
  await page.close();
});

test('the skip link leads past the head', async () => {
  const { page } = await openPage(browser, portal.url, '/search');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement.id === 'main');
  await page.close();
});

test('a fact leads to its words in the text', async () => {
  const record = paths.find((p) => p.startsWith('/disclosures/'));
  const { page } = await openPage(browser, portal.url, record);
  const place = await page.$('.facts .place');
  assert.ok(place, `${record} has a fact with its place`);
  const target = await place.evaluate((e) => e.getAttribute('href').slice(1));
  await place.click();
  const shown = await page.evaluate((id) => document.getElementById(id).matches(':target') && document.getElementById(id).textContent, target);
  assert.ok(shown);
  await page.close();
});

test('print shows the code and hides the menu', async () => {
  const record = paths.find((p) => p.startsWith('/disclosures/'));
  const { page } = await openPage(browser, portal.url, record);
  await page.emulateMediaType('print');
  assert.equal(await (await page.$('.notice-board img')).isVisible(), true);
  assert.equal(await (await page.$('.site nav')).isVisible(), false);
  await page.close();
});

/** Bytes of a body as they come over the wire. */
function weigh(target) {
  return new Promise((resolve, reject) => {
    http.get(target, { headers: { 'Accept-Encoding': 'br, gzip' } }, (response) => {
      let bytes = 0;
      response.on('data', (chunk) => { bytes += chunk.length; });
      response.on('end', () => resolve({ bytes, encoding: response.headers['content-encoding'] }));
    }).on('error', reject);
  });
}

test('a first view weighs at most 30 KB compressed', async (t) => {
  const html = await (await fetch(`${portal.url}/`)).text();
  const style = await weigh(portal.url + html.match(/href="(\/assets\/[^"]+)"/)[1]);
  if (!style.encoding) return t.skip('this server does not compress');
  const icon = await weigh(`${portal.url}/favicon.svg`);
  const heavy = [];
  for (const path of paths) {
    const bytes = (await weigh(portal.url + path)).bytes + style.bytes + icon.bytes;
    t.diagnostic(`${(bytes / 1024).toFixed(1)} KB ${path}`);
    if (bytes > firstView) heavy.push(`${path}: ${bytes} bytes`);
  }
  assert.deepEqual(heavy, []);
});
