// Every page of the desk, of the history and of the proof, in every state that a
// draft and an account go through.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { checkHTML, inline, look } from './look.mjs';
import { Person, phrase } from './office.mjs';
import { openBrowser, startPortal } from './portal.mjs';

const county = '郸城县妇女联合会';
const open = '困境妇女儿童关爱帮扶', differs = '“希望工程”圆梦助学行动', scheme = '洛阳市残疾人民生实事';
const [submitted, returned, approved, corrected, withdrawn, foreign] = [
  '中小学校舍安全保障长效机制补助', '普通高中国家助学金', '教育信息化运维经费', '校园安保服务经费', '教师培训专项经费', '学前教育普惠性民办幼儿园奖补资金'];
let portal, browser, admin, clerk, reviewer, stranger, drafts, texts;
const found = [], pages = {}; // what is wrong, and the HTML by the names of pages

before(async () => {
  portal = await startPortal();
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  await portal?.close();
});

/** Looks at the page that somebody has open. */
async function seen(person, name, page = person.page, answer = person.answer) {
  pages[name] = await answer.text();
  found.push(...inline(pages[name]).map((words) => `${name}: ${words} in the page itself`), ...await look(page, name));
}

async function run(...words) {
  const { code, out } = await portal.run(...words, '--data', portal.data);
  assert.equal(code, 0, out);
  return out.match(/http\S+/)?.[0];
}

test('the pages on the way to an account', async () => {
  admin = await Person.at(browser, portal.url);
  await admin.open(await portal.firstLink);
  await seen(admin, 'first');
  await admin.fill({ login: 'guanli', password: phrase, again: phrase });
  await admin.press('开设管理员账号');
  await seen(admin, 'sign-in');
  await admin.fill({ login: 'guanli', password: 'wrong' });
  await admin.press('登录');
  await seen(admin, 'sign-in-wrong');
  await admin.signIn('guanli');
  await seen(admin, 'authenticator');
  await admin.enrol(() => seen(admin, 'recovery'));
  await seen(admin, 'desk-first');

  await run('unit', 'add', county, '--region', '411625');
  await run('unit', 'add', '玉溪市总工会', '--region', '530400');
  [clerk, reviewer, stranger] = await Promise.all([['jingban', 'submitter', county], ['shenhe', 'reviewer', county], ['qita', 'submitter', '玉溪市总工会']].map(
    async ([login, role, unit]) => (await Person.at(browser, portal.url)).accept(await run('account', 'add', login, '--role', role, '--unit', unit), login)));
  const later = await Person.at(browser, portal.url);
  await later.open(await run('account', 'add', 'weilai', '--unit', county));
  await seen(later, 'invitation');
  await later.open('/desk/invitation?link=abc');
  await seen(later, 'invitation-over');
  await later.signIn('guanli');
  await seen(later, 'code');
  await admin.open('/desk/admin/accounts');
  await admin.fill({ login: 'xinlai' });
  await admin.fill({ role: 'reviewer' });
  await admin.press('新增');
  await seen(admin, 'link');
  await admin.open('/desk/tokens');
  await admin.fill({ name: '办公系统' });
  await admin.page.click('[value="drafts:write"]');
  await admin.press('生成密钥');
  await seen(admin, 'token');
});

/** A person at a draft. */
const at = (person, name) => person.open(drafts[name]);

async function submit(name) {
  await at(clerk, name);
  if (await clerk.page.$('button[value=publisher]')) await clerk.act('publisher');
  await clerk.act('submit');
  await clerk.shows('已提交');
}

async function publish(name) {
  await submit(name);
  await at(reviewer, name);
  await reviewer.act('approve');
  await reviewer.act('publish');
  texts[name] = await reviewer.page.$$eval('main a', (list) => list.map((a) => new URL(a.href).pathname).find((p) => /^\/disclosures\/[^/]+$/.test(p)));
  drafts[`${name} published`] = drafts[name];
}

/** Asks for a draft that corrects or withdraws what is published. */
async function change(name, act, reason, button) {
  await clerk.open(`/desk/published/${texts[name].split('/').at(-1)}/${act}`);
  await clerk.fill({ reason });
  await clerk.press(button);
  drafts[name] = clerk.path;
}

test('drafts come into every state', async () => {
  await clerk.page.setJavaScriptEnabled(false);
  await clerk.open('/desk');
  await clerk.choose('143-women-dancheng-pii-prose/file.docx', '42-meeting/file.txt', '36-scheme-disabled-livelihood/file.pdf', '25-six-projects/file.pdf', '20-amount-conflict/file.docx');
  await clerk.press('上传并读取');
  await clerk.page.setJavaScriptEnabled(true);
  await seen(clerk, 'uploaded');
  drafts = await clerk.page.$$eval('main a[href*="/drafts/"]', (list) => Object.fromEntries(list.map((a) => [a.textContent, new URL(a.href).pathname])));
  texts = {};
  await publish(corrected);
  await publish(withdrawn);
  for (const name of [submitted, returned, approved]) await submit(name);
  await at(reviewer, returned);
  await reviewer.fill({ comment: '请核对第二项的人数，并补充实施计划。' });
  await reviewer.act('return');
  await at(reviewer, approved);
  await reviewer.act('approve');
  await change(corrected, 'correct', '原文将合计误写', '建立更正稿');
  await clerk.fill({ amount: '310.00万元' });
  await clerk.act('save');
  await publish(corrected);
  await change(corrected, 'correct', '再次核对', '建立更正稿');
  await clerk.fill({ title: '校园安保服务' });
  await clerk.act('save');
  await change(withdrawn, 'withdraw', '项目取消，资金收回', '建立撤回稿');
  await publish(withdrawn);
  await at(clerk, open);
  await clerk.act('submit');
  await seen(clerk, 'draft-refused');
});

/** Every page by name: who looks, and the path. */
function everywhere() {
  const text = texts[corrected], gone = texts[withdrawn], id = text.split('/').at(-1);
  return Object.entries({
    desk: [clerk, '/desk'], 'desk-empty': [stranger, '/desk'], 'desk-reviewer': [reviewer, '/desk'], 'desk-admin': [admin, '/desk'],
    open: [clerk, drafts[open]], differs: [clerk, drafts[differs]], scheme: [clerk, drafts[scheme]], foreign: [clerk, drafts[foreign]],
    'open-read-only': [reviewer, drafts[open]], submitted: [reviewer, drafts[submitted]], 'submitted-own': [clerk, drafts[submitted]],
    returned: [clerk, drafts[returned]], approved: [reviewer, drafts[approved]], correction: [clerk, drafts[corrected]],
    preview: [clerk, `${drafts[open]}/preview`], discard: [clerk, `${drafts[open]}/discard`], receipt: [reviewer, `${drafts[`${corrected} published`]}/receipt`],
    published: [clerk, '/desk/published'], correct: [clerk, `/desk/published/${id}/correct`], withdraw: [clerk, `/desk/published/${id}/withdraw`],
    missing: [stranger, drafts[open]], forbidden: [clerk, '/desk/admin'],
    me: [clerk, '/desk/me'], tokens: [admin, '/desk/tokens'], units: [admin, '/desk/admin'], accounts: [admin, '/desk/admin/accounts'], state: [admin, '/desk/admin/state'],
    text: [stranger, text], history: [stranger, `${text}/history`], compare: [stranger, `${text}/compare?from=1&to=2`], proof: [stranger, `${text}/proof`],
    revision: [stranger, `${text}/revisions/1`], tombstone: [stranger, gone], 'tombstone-history': [stranger, `${gone}/history`], 'tombstone-proof': [stranger, `${gone}/proof`],
  });
}

test('every page is sound in both languages', async () => {
  const rest = everywhere().flatMap(([name, [person, path]]) => [[name, person, path], [`${name}-en`, person, `/en${path}`]]);
  const work = async () => {
    for (let next = rest.shift(); next; next = rest.shift()) {
      const [name, person, path] = next;
      const page = await person.newPage();
      await seen(person, name, page, await page.goto(portal.url + path, { waitUntil: 'load' }));
      await page.close();
    }
  };
  await Promise.all(process.env.MINGZHANG_SHOTS ? [work()] : [work(), work()]); // one at a time has its picture taken
  for (const person of [admin, clerk, reviewer, stranger]) found.push(...person.problems);
  assert.deepEqual(found, []);
});

test('the W3C checker finds no error', async () => {
  assert.deepEqual(await checkHTML(pages), []);
});
