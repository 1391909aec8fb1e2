// People at the desk: each has a browser of their own, fills in forms by the names
// of the fields and presses buttons by their words.
import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { root } from './portal.mjs';

/** A sentence that nobody's guess begins with. */
export const phrase = '春天的柳树 2026 很绿';

/** The code that an authenticator app shows for a secret (RFC 6238), steps of 30 s later. */
export function codeOf(secret, steps = 0) {
  const bits = [...secret.replace(/[\s=]/g, '')].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000) + steps));
  const hash = createHmac('sha1', key).update(step).digest();
  const code = hash.readUInt32BE(hash.at(-1) & 15) & 0x7fffffff;
  return String(code % 1000000).padStart(6, '0');
}

/** Somebody with a browser without cookies of others. */
export class Person {
  static async at(browser, url) {
    const context = await browser.createBrowserContext();
    const person = new Person();
    Object.assign(person, { context, url, problems: [] });
    person.page = await person.newPage();
    return person;
  }

  /** Opens a page that collects what goes wrong, besides refusals that were meant. */
  async newPage() {
    const { context, problems } = this;
    const page = await context.newPage();
    const say = (words) => problems.push(`${page.url()}: ${words}`);
    page.on('pageerror', (e) => say(`script error: ${e.message}`));
    page.on('console', (m) => {
      const refusal = /status of 4\d\d/.test(m.text());
      if (['error', 'warn'].includes(m.type()) && !refusal) say(`console: ${m.text()}`);
    });
    page.on('request', (r) => {
      if (r.url().startsWith('http') && new URL(r.url()).origin !== new URL(this.url).origin) say(`outside request: ${r.url()}`);
    });
    page.on('dialog', (d) => d.accept());
    return page;
  }

  async open(path) {
    this.answer = await this.page.goto(path.startsWith('http') ? path : this.url + path, { waitUntil: 'load' });
    return this;
  }

  /** The path of the page, without what was just done. */
  get path() { return new URL(this.page.url()).pathname; }

  /** Writes into fields by name, over what stands there; a select takes the value. */
  async fill(values) {
    for (const [name, value] of Object.entries(values)) {
      const field = await this.page.$(`main [name="${name}"]`);
      if (!field) throw new Error(`${this.page.url()} has no field ${name}`);
      if (await field.evaluate((e) => e.tagName) === 'SELECT') await field.select(value);
      else {
        await field.evaluate((e) => { e.closest('details')?.setAttribute('open', ''); e.select(); });
        await field.type(value);
      }
    }
    return this;
  }

  /** Presses the button or link in the page with these words, and waits for the answer. */
  async press(words, within = 'main') {
    const target = await this.page.evaluateHandle((text, place) => {
      const seen = (e) => [...e.childNodes].filter((n) => !n.classList?.contains('off')).map((n) => n.textContent).join('').trim();
      return [...document.querySelectorAll(`${place} button, ${place} a`)].find((e) => seen(e) === text && e.checkVisibility());
    }, words, within);
    if (!target.asElement()) throw new Error(`${this.page.url()} has no button ${words}: ${await this.text()}`);
    return this.click(target.asElement());
  }

  async click(target) {
    const element = typeof target === 'string' ? await this.page.$(target) : target;
    if (!element) throw new Error(`${this.page.url()} has no ${target}`);
    await element.evaluate((e) => e.scrollIntoView({ block: 'center', behavior: 'instant' })); // out from under the bar
    [this.answer] = await Promise.all([this.page.waitForNavigation({ waitUntil: 'load' }), element.click()]);
    return this;
  }

  /** Presses the button of a draft's forms that does this. */
  act(what) { return this.click(`main button[name=do][value^="${what}"]:not(.off)`); }

  /** Chooses files of the corpus in the file field. */
  async choose(...names) {
    const field = await this.page.$('input[type=file]');
    await field.uploadFile(...names.map((name) => join(root, 'cmd/mzscore/testdata/corpus', name)));
    return this;
  }

  /** The words that the page shows. */
  text() { return this.page.$eval('main', (e) => e.innerText); }

  async shows(...wanted) {
    const text = await this.text();
    const missing = wanted.filter((words) => (words instanceof RegExp ? !words.test(text) : !text.includes(words)));
    if (missing.length > 0) throw new Error(`${this.page.url()} (${this.answer?.status()}) does not show ${missing.join(', ')}:\n${text.slice(0, 900)}`);
    return this;
  }

  async lacks(...unwanted) {
    const html = await this.page.content();
    const there = unwanted.filter((words) => html.includes(words));
    if (there.length > 0) throw new Error(`${this.page.url()} shows ${there.join(', ')}`);
    return this;
  }

  async signIn(login) {
    await this.open('/desk/sign-in');
    await this.fill({ login, password: phrase });
    return this.press('登录');
  }

  /** Sets the own password by a link, signs in, and sets up a code when one is asked for. */
  async accept(link, login) {
    await this.open(link);
    await this.fill({ password: phrase, again: phrase });
    await this.press('保存密码');
    await this.signIn(login);
    if (this.path.endsWith('/authenticator')) await this.enrol();
    return this;
  }

  /** Sets up a code; shown is called when the recovery codes are. */
  async enrol(shown) {
    this.secret = await this.page.$eval('code.secret', (e) => e.textContent);
    this.code = codeOf(this.secret);
    await this.fill({ code: this.code });
    await this.press('完成设置');
    this.recovery = await this.page.$$eval('main code', (list) => list.map((e) => e.textContent));
    await shown?.();
    await this.press('已保存，进入工作台');
  }

  /** The draft with this name: opens it from the desk. */
  async openDraft(name) {
    await this.open('/desk');
    return this.press(name, '.queue');
  }

  /** The cookies as a request carries them. */
  async cookies() {
    return (await this.context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  }

  close() { return this.context.close(); }
}
