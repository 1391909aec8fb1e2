// What a page must be, whoever looks at it: accessible in light and dark on wide and
// narrow screens, never wider than the screen, with nothing inline, quiet.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const require = createRequire(import.meta.url);
const axeSource = await readFile(require.resolve('axe-core/axe.min.js'), 'utf8');
const checker = require.resolve('vnu-jar/build/dist/vnu.jar');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
// What colours and widths change; everything else is the same in the second look.
const ofLook = ['color-contrast', 'link-in-text-block', 'target-size', 'scrollable-region-focusable'];

/** What axe finds against WCAG 2.2 AA and its best practices. */
export async function faults(page, only) {
  if (!await page.evaluate(() => Boolean(globalThis.axe))) await page.evaluate(axeSource);
  const { violations } = await page.evaluate((t, rules) => globalThis.axe.run({
    resultTypes: ['violations'], runOnly: rules ? { type: 'rule', values: rules } : t,
  }), tags, only);
  return violations.map((v) => `${v.id} (${v.impact}): ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(' | ')}`);
}

/** Looks at the page that is open, in every width and theme, and gives what is wrong. */
export async function look(page, name) {
  const found = [];
  for (const [width, theme, only] of [[1280, 'light'], [390, 'dark'], [390, 'light', ofLook], [1280, 'dark', ofLook]]) {
    await page.setViewport({ width, height: 900 });
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (wide > 0) found.push(`${width} px: ${wide} px too wide`);
    found.push(...(await faults(page, only)).map((fault) => `${width} px, ${theme}: ${fault}`));
    if (process.env.MINGZHANG_SHOTS) await page.screenshot({ path: join(process.env.MINGZHANG_SHOTS, `${name}-${width}-${theme}.png`), fullPage: true });
  }
  return found.map((fault) => `${name}: ${fault}`);
}

/** Styles, scripts and handlers that stand in the page itself. */
export function inline(html) {
  return html.match(/<style|\sstyle=|<script(?![^>]*\ssrc=)|<[^>]*\son[a-z]+="/gi) ?? [];
}

/** What the W3C checker finds in pages, which are HTML by name. */
export async function checkHTML(pages) {
  const folder = await mkdtemp(join(tmpdir(), 'mingzhang-html-'));
  try {
    const names = new Map();
    for (const [name, html] of Object.entries(pages)) {
      const file = join(folder, `${names.size}.html`);
      names.set(file, name);
      await writeFile(file, html);
    }
    const run = spawnSync('java', ['-jar', checker, '--errors-only', '--format', 'json', ...names.keys()], { encoding: 'utf8', maxBuffer: 1 << 26 });
    assert.equal(run.error, undefined, 'java is needed for this test');
    return JSON.parse(run.stderr).messages.map((m) => `${names.get(m.url.replace(/^file:/, ''))}: ${m.message} (${m.extract})`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
