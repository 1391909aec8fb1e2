// The whole way of a public text, as people go it: from the first admin to the
// proof that anybody can check, in browsers of their own against the real program.
import assert from 'node:assert/strict';
import { readFile, rm, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Person, phrase } from './office.mjs';
import { openBrowser, startPortal } from './portal.mjs';

const county = '郸城县妇女联合会', other = '玉溪市总工会';
const project = '困境妇女儿童关爱帮扶';
let portal, browser, folder, admin, clerk, reviewer, public_;
let broken = false;

before(async () => {
  portal = await startPortal();
  browser = await openBrowser();
  folder = await mkdtemp(join(tmpdir(), 'mingzhang-desk-'));
});

after(async () => {
  await browser?.close();
  await portal?.close();
  if (folder) await rm(folder, { recursive: true, force: true });
});

/** A step of the way; those after one that failed are skipped. */
function step(name, way) {
  test(name, async (t) => {
    if (broken) return t.skip('an earlier step failed');
    broken = true;
    await way(t);
    broken = false;
  });
}

/** Reads a public address until it tells what was published. */
async function until(path, status, wanted) {
  for (;;) {
    const answer = await fetch(portal.url + path, { redirect: 'manual' });
    const text = await answer.text();
    if (answer.status === status && text.includes(wanted)) return text;
  }
}

step('the link in the log makes the first admin, who sets up a code', async () => {
  admin = await Person.at(browser, portal.url);
  const link = await portal.firstLink;
  await admin.open(link);
  await admin.fill({ login: 'guanli', password: '12345', again: '12345' });
  await admin.press('开设管理员账号');
  assert.equal(admin.answer.status(), 422);
  await admin.fill({ password: phrase, again: phrase });
  await admin.press('开设管理员账号');
  await admin.signIn('guanli');
  await admin.shows('设置身份验证器');
  await admin.enrol();
  await admin.shows('工作台');
  assert.equal(admin.recovery.length, 10);

  const thief = await Person.at(browser, portal.url);
  await thief.open(link);
  await thief.fill({ login: 'xiaotou', password: phrase, again: phrase });
  await thief.press('开设管理员账号');
  await thief.shows('失效');
  await thief.signIn('guanli');
  await thief.fill({ code: admin.code });
  await thief.press('登录');
  await thief.shows('不正确');
  await thief.close();
});

step('the admin makes a unit and two accounts; the command line makes the others', async () => {
  await admin.press('管理', 'header');
  await admin.fill({ name: county, region: '411625' });
  await admin.press('新增');
  await admin.shows('已新增单位', county);
  const unit = await portal.run('unit', 'add', other, '--region', '530400', '--data', portal.data);
  assert.equal(unit.code, 0, unit.out);

  const invite = async (login, role) => {
    await admin.press('账号', '.tabs');
    const value = await admin.page.$eval('main [name=unit]', (e, name) => [...e.options].find((o) => o.text === name).value, county);
    await admin.fill({ login, role, unit: value });
    await admin.press('新增');
    await admin.shows(login);
    const link = await admin.page.$eval('.secrets code', (e) => e.textContent);
    await admin.press('已复制，返回账号列表');
    return link;
  };
  clerk = await Person.at(browser, portal.url);
  await clerk.accept(await invite('jingban', 'submitter'), 'jingban');
  await clerk.shows('上传要公开的文件');
  reviewer = await Person.at(browser, portal.url);
  await reviewer.accept(await invite('shenhe', 'reviewer'), 'shenhe');
  assert.equal(reviewer.path, '/desk');
  await admin.open('/desk/admin/accounts');
  await admin.shows('密码和验证码');
});

step('files are uploaded with a bar for each', async () => {
  const { page } = clerk;
  await page.evaluate(() => {
    globalThis.bars = [];
    new MutationObserver(() => document.querySelectorAll('.results progress').forEach((e) => {
      if (!globalThis.bars.includes(e.getAttribute('aria-label'))) globalThis.bars.push(e.getAttribute('aria-label'));
    })).observe(document.querySelector('.results'), { childList: true, subtree: true });
  });
  await clerk.choose('143-women-dancheng-pii-prose/file.docx', '42-meeting/file.txt', '36-scheme-disabled-livelihood/file.pdf');
  await page.click('main form button[type=submit]');
  await page.waitForFunction(() => document.querySelectorAll('.results .result:not(:has(progress))').length === 3);
  assert.deepEqual(await page.evaluate(() => globalThis.bars), ['file.docx', 'file.txt', 'file.pdf']);
  await clerk.shows('没有读取');
  await page.waitForFunction(() => document.querySelectorAll('.queue > li').length === 2);
  await clerk.shows('正在整理（2）', '处个人信息待处理', project);
});

step('the same goes without JavaScript', async () => {
  await clerk.page.setJavaScriptEnabled(false);
  await clerk.open('/desk');
  await clerk.choose('25-six-projects/file.pdf', '20-amount-conflict/file.docx');
  await clerk.press('上传并读取');
  await clerk.shows('上传结果', '已建立6份稿件', '已建立1份稿件');
  await clerk.open('/desk');
  await clerk.shows('正在整理（9）');
  await clerk.page.setJavaScriptEnabled(true);
});

step('the clerk decides personal data and mends facts', async () => {
  await clerk.openDraft(project);
  await clerk.shows('处个人信息待确认', '412726190306120049', '读自原文');
  await clerk.act('submit');
  assert.equal(clerk.answer.status(), 422);
  await clerk.shows('不能提交或发布');

  const hit = (words) => clerk.page.$$eval('.hit', (list, text) => list.find((e) => e.querySelector('strong').textContent === text).id.slice(4), words);
  const name = await hit('范素贞'), patient = await hit('付秀娥'), number = await hit('412726190306120049');
  await clerk.act(`mask:${number}`);
  await clerk.shows('您决定：遮盖。');
  await clerk.page.$eval(`#hit-${name} summary`, (e) => e.click());
  await clerk.act(`keep:${name}`);
  await clerk.shows('保留原文须写明理由');
  await clerk.fill({ [`because.${name}`]: '单位公开的经办人' });
  await clerk.act(`keep:${name}`);
  await clerk.shows('您决定：保留。理由：单位公开的经办人');
  await clerk.fill({ [`words.${patient}`]: '一名妇女' });
  await clerk.act(`edit:${patient}`);
  await clerk.shows('您决定：改写为“一名妇女”');
  await clerk.act('mask-all');
  await clerk.shows('全部已有处理决定');

  await clerk.fill({ amount: '约七十万' });
  await clerk.act('save');
  await clerk.shows('金额看不懂');
  assert.equal(await clerk.page.$eval('[name=amount]', (e) => e.value), '约七十万');
  await clerk.fill({ amount: '334.60万元' });
  await clerk.act('save');
  await clerk.shows('已保存', '读取时为');
});

step('the preview shows what will be public; the draft is submitted', async () => {
  await clerk.press('预览公开页面');
  await clerk.shows('预览：这是发布后的样子', '一名妇女', '范素贞', '334.60');
  await clerk.lacks('412726190306120049', '13900000431', '付秀娥');
  await clerk.press('返回稿件', 'body');
  await clerk.act('submit');
  await clerk.shows('已提交，等待审核');
  assert.equal(await clerk.page.$('button[value=approve]'), null);
});

step('the reviewer sends back, the clerk mends, the reviewer publishes', async () => {
  await reviewer.open('/desk');
  await reviewer.shows('等待审核（1）', '等您处理');
  await reviewer.openDraft(project);
  await reviewer.act('return');
  await reviewer.shows('退回时请写明理由');
  await reviewer.fill({ comment: '请把成效写完整' });
  await reviewer.act('return');
  await reviewer.shows('请把成效写完整');
  await clerk.open('/desk');
  await clerk.shows('退回修改（1）', '请把成效写完整');
  await clerk.openDraft(project);
  await clerk.page.$eval('[name="sections.results"]', (e) => { e.focus(); e.setSelectionRange(e.value.length, e.value.length); });
  await clerk.page.keyboard.type('受助家庭每季度回访一次。');
  await clerk.act('submit');
  await clerk.shows('已提交，等待审核');
  await reviewer.openDraft(project);
  await reviewer.fill({ comment: '可以公开' });
  await reviewer.act('approve');
  await reviewer.shows('已审核通过');
  await reviewer.act('publish');
  await reviewer.shows('公开存证回执', '首次公开', 'SHA-256', '第 1 版');
  assert.ok(await reviewer.page.$('svg.qr'));
  public_ = await reviewer.page.$$eval('main a', (list) => list.map((a) => new URL(a.href).pathname).find((p) => /^\/disclosures\/[\d]{6}-\d{4}-\w+$/.test(p)));
});

step('readers find it: page, search and sums', async () => {
  const page = await until(public_, 200, '受助家庭每季度回访一次');
  assert.doesNotMatch(page, /412726190306120049|13900000431|付秀娥/);
  await until(`/search?q=${encodeURIComponent(project)}`, 200, public_);
  const reader = await Person.at(browser, portal.url);
  await reader.open(public_);
  await reader.shows(county, '334.60', '公开存证');
  await reader.press(county);
  await reader.shows(project, '334.60');
  await reader.close();
});

step('a correction with a reason shows the difference', async () => {
  await clerk.open('/desk/published');
  await clerk.shows(project, '第1版');
  await clerk.press('更正');
  await clerk.fill({ reason: '原文将合计误写' });
  await clerk.press('建立更正稿');
  await clerk.shows('已建立更正稿');
  assert.equal(await clerk.page.$eval('[name=reason]', (e) => e.value), '原文将合计误写');
  if (await clerk.page.$('button[value=mask-all]')) await clerk.act('mask-all');
  await clerk.fill({ amount: '310.00万元' });
  await clerk.act('save');
  await clerk.shows(/334\.60\s*万元\s*→?\s*310\.00\s*万元/);
  await clerk.act('submit');
  await clerk.shows('已提交');
  await reviewer.openDraft(project);
  await reviewer.shows('与已公开版本相比', '310.00万元');
  await reviewer.act('approve');
  await reviewer.act('publish');
  await reviewer.shows('更正', '第 2 版', '原文将合计误写');
  await until(public_, 200, '310.00');

  const reader = await Person.at(browser, portal.url);
  await reader.open(`${public_}/history`);
  await reader.shows('第 1 版', '第 2 版', '原文将合计误写', county);
  await reader.click('main a[href*="/compare?from=1"]');
  await reader.shows(/334\.60\s*万元\s*→?\s*310\.00\s*万元/);
  assert.equal(await reader.page.$eval('dl.changes del', (e) => e.textContent), '334.60万元');
  assert.equal(await reader.page.$eval('dl.changes ins', (e) => e.textContent), '310.00万元');
  await reader.open(`${public_}/revisions/1`);
  await reader.shows('334.60');
  await reader.close();
});

step('what is downloaded proves itself', async () => {
  const reader = await Person.at(browser, portal.url);
  const session = await browser.target().createCDPSession();
  await session.send('Browser.setDownloadBehavior', { behavior: 'allow', browserContextId: reader.context.id, downloadPath: folder, eventsEnabled: true });
  const arrived = (count) => new Promise((resolve) => session.on('Browser.downloadProgress', (e) => {
    if (e.state === 'completed' && --count === 0) resolve();
  }));
  await reader.open(`${public_}/proof?revision=1`);
  const links = await reader.page.$$('.files a[download]');
  assert.equal(links.length, 4);
  const all = arrived(links.length);
  for (const link of links) await link.click();
  await all;
  const base = join(folder, `${public_.split('/').at(-1)}.1`);
  const key = join(folder, 'log.vkey');
  const good = await portal.run('verify', `${base}.md`, `${base}.tlog-proof`, '--key', key);
  assert.equal(good.code, 0, good.out);
  assert.match(good.out, /一致.*逐字相同/);
  assert.match(await readFile(`${base}.md`, 'utf8'), /334\.60/);
  const bad = await portal.run('verify', `${base}.tlog-proof`, `${base}.tlog-proof`, '--key', key);
  assert.notEqual(bad.code, 0);
  assert.match(bad.out, /NOT VERIFIED/);
  await reader.close();
});

step('a withdrawal leaves a tombstone', async () => {
  await clerk.open('/desk/published');
  await clerk.press('撤回');
  await clerk.fill({ reason: '项目取消，资金收回' });
  await clerk.press('建立撤回稿');
  await clerk.shows('已建立撤回稿');
  await clerk.act('submit');
  await reviewer.openDraft(project);
  await reviewer.act('approve');
  await reviewer.act('publish');
  await reviewer.shows('公开存证回执', '撤回');
  await until(public_, 410, '项目取消，资金收回');
  const gone = await fetch(`${portal.url}/api/v1${public_}`);
  assert.equal(gone.status, 410);
  const found = await (await fetch(`${portal.url}/api/v1/disclosures?q=${encodeURIComponent(project)}`)).json();
  assert.deepEqual(found.data.filter((d) => public_.endsWith(d.id)), []);
});

step('an audit of the whole portal agrees, twice', async () => {
  const state = join(folder, 'audit.json'), key = join(folder, 'log.vkey');
  const first = await portal.run('verify', portal.url, '--key', key, '--state', state);
  assert.equal(first.code, 0, first.out);
  assert.match(first.out, /全部核对无误/);
  const again = await portal.run('verify', portal.url, '--key', key, '--state', state, '--quick');
  assert.equal(again.code, 0, again.out);
});

step('who may not is refused', async () => {
  const added = await portal.run('account', 'add', 'qita', '--unit', other, '--data', portal.data);
  const stranger = await Person.at(browser, portal.url);
  await stranger.accept(added.out.match(/http\S+/)[0], 'qita');
  await stranger.shows('没有待办的稿件');
  await clerk.open('/desk');
  const draft = await clerk.page.$eval('.queue h3 a', (a) => new URL(a.href).pathname);
  await clerk.open(draft);
  const form = await clerk.page.$eval('form.sheet', (e) => Object.fromEntries([...new FormData(e)].filter(([, v]) => typeof v === 'string')));

  const send = async (person, path, fields) => (await fetch(portal.url + path, {
    method: fields ? 'POST' : 'GET', redirect: 'manual', body: fields && new URLSearchParams(fields), headers: { Cookie: await person.cookies() },
  }));
  const own = { form: await stranger.page.$eval('[name=form]', (e) => e.value), version: form.version, do: 'discard' };
  for (const [what, person, path, fields, status] of [
    ['draft of another unit', stranger, draft, null, 404],
    ['original of another unit', stranger, `${draft}/original`, null, 404],
    ['act on a draft of another unit', stranger, `${draft}/acts`, own, 404],
    ['form without a token', clerk, `${draft}/acts`, { version: form.version, do: 'discard' }, 403],
    ['form with the token of somebody else', clerk, `${draft}/acts`, own, 403],
    ['submitter who approves', clerk, `${draft}/acts`, { form: form.form, version: form.version, do: 'approve' }, 403],
    ['submitter among the admins', clerk, '/desk/admin/accounts', null, 403],
    ['stale version', clerk, `${draft}/acts`, { form: form.form, version: '0', do: 'recall' }, 409],
  ]) {
    const answer = await send(person, path, fields);
    assert.equal(answer.status, status, what);
  }

  const anybody = await Person.at(browser, portal.url);
  await anybody.open(draft);
  assert.equal(anybody.page.url(), `${portal.url}/desk/sign-in?next=${encodeURIComponent(draft)}`);
  await anybody.fill({ login: 'jingban', password: phrase });
  await anybody.press('登录');
  assert.equal(anybody.path, draft);
  const stolen = await anybody.cookies();
  await anybody.press('退出登录', 'header');
  const late = await fetch(portal.url + draft, { redirect: 'manual', headers: { Cookie: stolen } });
  assert.equal(late.status, 303);
  assert.match(late.headers.get('location'), /^\/desk\/sign-in/);
  await anybody.open('/desk/sign-in?next=https://example.org/');
  await anybody.fill({ login: 'jingban', password: phrase });
  await anybody.press('登录');
  assert.equal(anybody.page.url(), `${portal.url}/desk`);
  await anybody.close();
  await stranger.close();
  assert.deepEqual([...admin.problems, ...clerk.problems, ...reviewer.problems], []);
});
