// The portal under test, its pages, and a browser to look at them.
//
// MINGZHANG_URL names a running portal; without it bin/mingzhang is started on a
// free port with a temporary data folder. MINGZHANG_PROGRAM names another program,
// CHROMIUM the browser.
import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import puppeteer from 'puppeteer-core';

export const root = fileURLToPath(new URL('../../', import.meta.url));

/** Starts or finds the portal; close() ends what was started. */
export async function openPortal() {
  if (process.env.MINGZHANG_URL) return { url: process.env.MINGZHANG_URL.replace(/\/$/, ''), close: async () => {} };
  return startPortal();
}

/**
 * Starts a portal with a folder of its own. firstLink gives the link for the first
 * admin, which it logs; run(...words) runs another mingzhang and gives what it
 * prints and its exit code.
 */
export async function startPortal() {
  const data = await mkdtemp(join(tmpdir(), 'mingzhang-'));
  const program = process.env.MINGZHANG_PROGRAM || join(root, 'bin/mingzhang');
  const server = spawn(program, ['serve', '--addr', '127.0.0.1:0', '--data', data, '--log-level', 'warn'], { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise((resolve) => server.once('exit', resolve));
  const portal = { data };
  portal.firstLink = new Promise((resolve) => {
    createInterface({ input: server.stderr }).on('line', (line) => {
      const link = line.match(/https?:[^\s"]+\/desk\/first\?link=[^\s"]+/);
      if (link) resolve(link[0]);
      else console.error(line);
    });
  });
  portal.url = await new Promise((resolve, reject) => {
    let out = '';
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`mingzhang ended with ${code}; run make build first`)));
    server.stdout.on('data', (chunk) => {
      const found = (out += chunk).match(/https?:\/\/\S+/);
      if (found) resolve(found[0].replace(/\/$/, ''));
    });
  });
  portal.run = (...words) => promisify(execFile)(program, words).then(
    ({ stdout }) => ({ code: 0, out: stdout }), (e) => ({ code: e.code, out: e.stdout + e.stderr }));
  portal.close = async () => {
    server.removeAllListeners('exit');
    server.kill('SIGTERM');
    await ended;
    await rm(data, { recursive: true, force: true });
  };
  server.once('exit', () => {});
  return portal;
}

/** Lists a page of every kind, in both languages, over what the portal holds. */
export async function pagesOf(url) {
  const list = await (await fetch(`${url}/api/v1/disclosures?limit=20`)).json().catch(() => null);
  const records = list ? list.data.map((d) => d.id) : await recordsOf(url);
  const first = await (await fetch(`${url}/disclosures/${records[0]}.json`)).json();
  const paths = [
    '/', '/search', '/search?q=%E5%9B%B0%E9%9A%BE%E8%81%8C%E5%B7%A5&kind=budget&amount_min=10000', '/search?q=zzqqxx',
    ...records.slice(0, 8).map((id) => `/disclosures/${id}`), `/disclosures/${records[0]}/history`,
    '/publishers', `/publishers/${first.publisher.id}`, '/regions', '/regions/530000', '/regions/530400', '/regions/110105',
    '/explore', '/explore?chart=money-flow', '/explore?chart=province-map', '/explore?chart=amount-treemap', '/explore?chart=count-by-year-kind',
    '/data', '/about', '/search?year=x&what=1', '/nowhere',
  ];
  const english = paths.filter((p) => !records.slice(2).some((id) => p === `/disclosures/${id}`));
  return [...paths, ...english.map((p) => (p === '/' ? '/en' : `/en${p}`))];
}

async function recordsOf(url) {
  const map = await (await fetch(`${url}/sitemap-1.xml`)).text();
  return [...new Set([...map.matchAll(/\/disclosures\/([\w-]+)</g)].map((m) => m[1]))];
}

export function openBrowser() {
  return puppeteer.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
  });
}

/** Opens a path at a width and theme, and collects what went wrong. */
export async function openPage(browser, url, path, { width = 1280, theme = 'light', javascript = true } = {}) {
  const page = await browser.newPage();
  const problems = [];
  page.on('pageerror', (e) => problems.push(`script error: ${e.message}`));
  page.on('console', (m) => {
    const expected = m.type() === 'error' && /status of 40[04]/.test(m.text()); // the page of the failure itself
    if (['error', 'warn'].includes(m.type()) && !expected) problems.push(`console: ${m.text()}`);
  });
  page.on('request', (r) => {
    if (new URL(r.url()).origin !== new URL(url).origin) problems.push(`outside request: ${r.url()}`);
  });
  await page.setJavaScriptEnabled(javascript);
  await page.setViewport({ width, height: 900 });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);
  await page.goto(url + path, { waitUntil: 'load' });
  return { page, problems };
}
