// The page's main path in Firefox, by WebDriver BiDi, with the network blocked.
//
//     npm install puppeteer-core   (in a folder of its own)
//     NODE_PATH=that/node_modules node benchmarks/page_firefox.mjs MAP.html ...
//
// FIREFOX names another program than firefox-esr. Each map is opened at five sizes of window, and a
// pin is corrected, kept over a reload, saved, and read again in the saved map; the script prints a
// line of JSON a map and size and ends with 1 if anything is not as it should be.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

const require = createRequire(process.env.NODE_PATH ? path.join(process.env.NODE_PATH, "x") : import.meta.url);
const { default: puppeteer } = await import(pathToFileURL(require.resolve("puppeteer-core")).href);

const SIZES = [[1366, 768], [1280, 800], [768, 1024], [390, 844], [844, 390]];
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

// In the page: opens places and returns how far cards are cut off, and where focus goes.
async function cards() {
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));
  const found = [];
  for (const place of geomap.model.places.slice(0, 6)) {
    const row = geomap.panel.list.reach((item) => item.place === place).querySelector("button");
    row.focus({ preventScroll: true });
    const before = scrollY;
    row.click();
    await wait(350);
    const card = document.querySelector(".card");
    if (!card) { found.push(`${place.name}: no card`); continue; }
    const home = card.parentElement, box = home.getBoundingClientRect();
    const frame = home.classList.contains("sheet") ? { left: 0, top: 0, right: innerWidth, bottom: innerHeight } : document.querySelector(".map-area").getBoundingClientRect();
    const cut = Math.max(frame.left - box.left, frame.top - box.top, box.right - frame.right, box.bottom - frame.bottom);
    if (cut > 1) found.push(`${place.name}: cut by ${Math.round(cut)} px`);
    if (scrollY !== before) found.push(`${place.name}: scrolled by ${scrollY - before} px`);
    card.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
    await wait(30);
    if (document.activeElement !== row) found.push(`${place.name}: focus on ${document.activeElement.tagName}`);
  }
  return found;
}

async function check(browser, file, [width, height]) {
  const page = await browser.newPage();
  const problems = [];
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("console", (message) => { if (["error", "warn"].includes(message.type())) problems.push(message.text()); });
  page.on("request", (request) => { if (/^https?:/.test(request.url())) problems.push(`asks for ${request.url()}`); });
  await page.setViewport({ width, height });
  await page.goto(pathToFileURL(path.resolve(file)).href);
  await page.waitForSelector(".mark");
  await pause(500);
  problems.push(...await page.evaluate(cards));
  const name = await page.evaluate(() => geomap.model.places[0].name);
  await page.type("#search", name);
  await pause(600);
  const first = await page.evaluate(() => document.querySelector(".places .name")?.textContent);
  if (first !== name) problems.push(`search for ${name} finds ${first} first`);
  await page.evaluate(() => geomap.panel.reset());
  const sheets = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  if (sheets) problems.push("wider than the window");
  const drawn = await page.evaluate(() => {
    const canvas = document.querySelector(".leaflet-base-pane canvas, canvas");
    const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
    return new Set(new Uint32Array(data.buffer)).size;
  });
  if (drawn < 3) problems.push("the base map is empty");
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/firefox-${path.basename(file, ".html")}-${width}.png` });
  const marks = await page.evaluate(() => document.querySelectorAll(".mark").length);
  await page.close();
  console.log(JSON.stringify({ map: path.basename(file), size: `${width}x${height}`, marks, problems }));
  return problems.length;
}

// What stands at each mention, and what was decided of it.
const state = () => geomap.model.mentions.decided.map((record, i) => [geomap.model.mentions.start[i], geomap.model.mentions.owner[i] < 0 ? "" : geomap.model.places[geomap.model.mentions.owner[i]].id, record?.decision ?? ""]);

// Four actions: the pin, another place, a rival, save. Then a name of the queue with one key.
async function review(browser, file) {
  const page = await browser.newPage();
  const problems = [];
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("request", (request) => { if (/^https?:/.test(request.url())) problems.push(`asks for ${request.url()}`); });
  await page.setViewport({ width: 1280, height: 800 });
  await page.goto(pathToFileURL(path.resolve(file)).href);
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  await page.waitForSelector(".mark");
  const id = await page.evaluate(() => geomap.model.places.find((place) => !place.wide && geomap.model.rivals[geomap.model.mentions.rivals[place.mentions[0]]].length > 1)?.id);
  if (!id) return 0;
  await page.evaluate((wanted) => geomap.open(geomap.model.byId.get(wanted), { move: true }), id);
  await page.click(".card .another");
  await page.click(".card .rivals button");
  await page.waitForSelector(".card .verdict");
  await page.evaluate(() => { geomap.close(); geomap.panel.choose("review"); document.querySelector(".queue button").click(); });
  await page.keyboard.press("y");
  const decided = await page.evaluate(() => geomap.review.ledger.size);
  if (decided < 2) problems.push(`${decided} decisions after two`);
  const body = await page.evaluate(() => document.activeElement === document.body);
  if (body) problems.push("the focus fell to the body");
  const here = JSON.stringify(await page.evaluate(state));
  await page.reload();
  await page.waitForSelector(".mark");
  if (JSON.stringify(await page.evaluate(state)) !== here) problems.push("the decisions were not kept");
  await page.click(".review-bar .save-map");
  await page.click(".review-bar .save-csv");
  const saved = path.join(folder, `${path.basename(file, ".html")}-corrected.html`);
  const whole = (name) => fs.existsSync(name) && !fs.existsSync(`${name}.part`) && fs.statSync(name).size > 0;
  for (let i = 0; i < 100 && !(whole(saved) && whole(path.join(folder, "corrections.csv"))); i++) await pause(100);
  if (!whole(saved)) problems.push("nothing was saved");
  else {
    await page.evaluate(() => localStorage.clear());
    await page.goto(pathToFileURL(saved).href);
    await page.waitForSelector(".mark");
    if (JSON.stringify(await page.evaluate(state)) !== here) problems.push("the saved map is another");
  }
  const lines = whole(path.join(folder, "corrections.csv")) ? fs.readFileSync(path.join(folder, "corrections.csv"), "utf8").split("\r\n").length : 0;
  if (lines < 4) problems.push(`corrections.csv has ${lines} lines`);
  await page.evaluate(() => localStorage.clear());
  await page.close();
  console.log(JSON.stringify({ map: path.basename(file), review: decided, problems }));
  return problems.length;
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "geomap-firefox-"));
const browser = await puppeteer.launch({ browser: "firefox", executablePath: process.env.FIREFOX ?? "/usr/bin/firefox-esr", headless: true, extraPrefsFirefox: { "network.proxy.type": 1, "network.proxy.socks": "127.0.0.1", "network.proxy.socks_port": 9, "browser.download.folderList": 2, "browser.download.dir": folder, "browser.download.alwaysOpenPanel": false } });
let failed = 0;
console.log(await browser.version());
for (const file of process.argv.slice(2)) {
  for (const size of SIZES) failed += await check(browser, file, size);
  failed += await review(browser, file);
}
await browser.close();
fs.rmSync(folder, { recursive: true });
process.exit(failed ? 1 : 0);
