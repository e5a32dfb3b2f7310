// The page's main path in WebKitGTK, by WebDriver.
//
//     xvfb-run -a node benchmarks/page_webkit.mjs MAP.html ...
//
// Needs Debian's webkit2gtk-driver and xvfb. WEBKIT names another MiniBrowser. Prints a line of JSON
// a map and size, and ends with 1 if a card is cut, the page scrolls or focus is lost.
import { spawn } from "node:child_process";
import path from "node:path";
import { pathToFileURL } from "node:url";

const PORT = 7999;
const SIZES = [[1366, 768], [768, 1024], [390, 844]];
const BROWSER = process.env.WEBKIT ?? "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser";
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

const CHECK = `const done = arguments[0]; (async () => {
  const wait = (ms) => new Promise((go) => setTimeout(go, ms));
  const found = [];
  for (const place of geomap.model.places.slice(0, 6)) {
    const row = geomap.panel.list.reach((item) => item.place === place).querySelector("button");
    row.focus({ preventScroll: true });
    const before = scrollY;
    row.click();
    await wait(900);
    const card = document.querySelector(".card");
    if (!card) { found.push(place.name + ": no card"); continue; }
    const home = card.parentElement, box = home.getBoundingClientRect();
    const frame = home.classList.contains("sheet") ? { left: 0, top: 0, right: innerWidth, bottom: innerHeight }
      : document.querySelector(".map-area").getBoundingClientRect();
    const cut = Math.max(frame.left - box.left, frame.top - box.top, box.right - frame.right, box.bottom - frame.bottom);
    if (cut > 1) found.push(place.name + ": cut by " + cut);
    if (scrollY !== before) found.push(place.name + ": scrolled");
    card.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
    await wait(50);
    if (document.activeElement !== row) found.push(place.name + ": focus on " + document.activeElement.tagName);
  }
  done({ marks: document.querySelectorAll(".mark").length, problems: found });
})().catch((error) => done({ marks: 0, problems: [String(error)] }));`;

async function ask(method, where, body) {
  const response = await fetch(`http://127.0.0.1:${PORT}${where}`, { method, body: body && JSON.stringify(body) });
  return (await response.json()).value;
}

const driver = spawn("WebKitWebDriver", [`--port=${PORT}`], { stdio: "ignore" });
await pause(1500);
const options = { binary: BROWSER, args: ["--automation"] };
const made = await ask("POST", "/session", { capabilities: { alwaysMatch: { browserName: "MiniBrowser", "webkitgtk:browserOptions": options } } });
const session = `/session/${made.sessionId}`;
console.log(`WebKitGTK ${made.capabilities.browserVersion}`);
let failed = 0;
for (const file of process.argv.slice(2)) {
  for (const [width, height] of SIZES) {
    await ask("POST", `${session}/window/rect`, { width, height });
    await ask("POST", `${session}/url`, { url: pathToFileURL(path.resolve(file)).href });
    await pause(1500);
    const found = await ask("POST", `${session}/execute/async`, { script: CHECK, args: [] });
    failed += found.problems.length;
    console.log(JSON.stringify({ map: path.basename(file), size: `${width}x${height}`, ...found }));
  }
}
await ask("DELETE", session);
driver.kill();
process.exit(failed ? 1 : 0);
