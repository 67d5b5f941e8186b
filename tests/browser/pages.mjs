// Opens every page of a demonstration in headless Chromium, once as its fullest role: accessibility at
// two widths, 320 px, no script, one heading, keyboard to the main content; and one journey.
//
//   node tests/browser/pages.mjs http://127.0.0.1:8080 [FOLDER FOR SCREENSHOTS]
//
// Prints one line per page and a closing line; exit 1 if a page falls short, 2 if it cannot run.

import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { chromium } from "playwright-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];
const BROWSER = process.env.CHROMIUM ?? "/usr/bin/chromium";
const ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const WIDTHS = [1280, 320];

const [base, shots] = process.argv.slice(2);
if (!base || !existsSync(BROWSER)) {
  console.error(base ? `No browser at ${BROWSER}. Install it (apt-get install chromium) or name one with CHROMIUM=.`
    : "Give the address of a demonstration.");
  process.exit(2);
}
if (shots) mkdirSync(shots, { recursive: true });

// Each page once, as the role that sees most of it. A page whose address is not known beforehand is found
// by following a link of another.
const PAGES = [
  { role: null, paths: ["/sign-in", "/help", "/accessibility", "/no-such-page"] },
  { role: "registrar", paths: ["/my-work", "/search?q=ZB", "/links", "/loads", "/loads/1", "/figures", "/24-hour-recording",
    "/late", "/sources", "/completeness", "/safeguarding", "/restricted", "/ledger", "/my-sessions", "/accounts"],
    follow: [["/links", "a[href^='/links/review']"], ["/late", "a[href^='/crimes/']"], ["/late", "a[href^='/incidents/']"], ["/safeguarding", "a[href^='/incidents/']"]] },
  { role: "safeguarding officer", paths: ["/safeguarding?answer=open"], follow: [["/safeguarding?answer=open", "a[href^='/safeguarding/']"]] },
  { role: "information manager", paths: ["/my-work", "/access-log", "/loads/1/quarantine"] },
  { role: "administrator", paths: ["/my-work", "/accounts", "/accounts/invite"], follow: [["/accounts", "a[href^='/accounts/']:not([href$='/invite'])"]] },
];

const browser = await chromium.launch({ executablePath: BROWSER, args: ARGUMENTS });
let passed = 0;
let failed = 0;
for (const { role, paths, follow = [] } of PAGES) {
  const context = await browser.newContext({ baseURL: base, bypassCSP: true, viewport: { width: WIDTHS[0], height: 900 } });
  const page = await context.newPage();
  if (role) await signIn(page, role);
  const all = [...paths];
  for (const [from, link] of follow) {
    await page.goto(from);
    const href = await page.locator(link).first().getAttribute("href", { timeout: 5000 }).catch(() => null);
    if (href) all.push(href); else told(`${from} as ${role}`, ["has no link to follow"]);
  }
  for (const path of all) told(`${path} as ${role ?? "nobody"}`, await looked(page, path, role));
  await context.close();
}
told("a journey without scripts", await journey());
await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

function told(what, wrong) {
  if (wrong.length === 0) passed += 1; else failed += 1;
  console.log(wrong.length === 0 ? `ok    ${what}` : `WRONG ${what}: ${wrong.join("; ")}`);
}

async function signIn(page, role) {
  await page.goto("/sign-in");
  await page.locator(`button[value="${role}"]`).click();
  await page.waitForURL("**/my-work");
}

async function looked(page, path, role) {
  const wrong = [];
  try {
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(path);
      if (shots) await page.screenshot({ path: join(shots, `${name(path, role)}-${width}.png`), fullPage: true });
      await page.evaluate(AXE);
      const { violations } = await page.evaluate(rules => globalThis.axe.run(document, { runOnly: rules }), RULES);
      wrong.push(...violations.map(one => `axe: ${one.id} at ${width} px (${one.nodes[0].target.join(" ")})`));
      const wide = await page.evaluate(() => document.scrollingElement.scrollWidth);
      if (wide > width) wrong.push(`the page is ${wide} px wide at ${width}`);
    }
    wrong.push(...await page.evaluate(() => {
      const found = [];
      const levels = [...document.querySelectorAll("h1,h2,h3,h4,h5,h6")].map(one => Number(one.tagName[1]));
      if (levels.filter(level => level === 1).length !== 1) found.push("not one h1");
      if (document.querySelectorAll("script, iframe, object, embed").length) found.push("a script or a frame");
      if ([...document.querySelectorAll("*")].some(node => [...node.attributes].some(one => one.name.startsWith("on")))) found.push("a script in an attribute");
      const bare = [...document.querySelectorAll("table")].filter(one => !one.caption || !one.querySelector("thead th[scope=col]"));
      if (bare.length) found.push("a table without caption or headers");
      return found;
    }));
    await page.keyboard.press("Tab");
    const first = await page.evaluate(() => document.activeElement?.textContent ?? "");
    if (!first.startsWith("Skip")) wrong.push(`the first stop of the keyboard is "${first.trim().slice(0, 30)}"`);
  } catch (error) {
    wrong.push(String(error.message).split("\n")[0]);
  }
  return wrong;
}

function name(path, role) {
  const short = path.replace(/%[0-9A-F]{2}/g, "").replace(/[^a-z0-9]+/gi, "-").replace(/^-|-$/g, "").slice(0, 40);
  return `${(role ?? "nobody").replace(" ", "-")}-${short || "first"}`;
}

// Sign in, rule on a link, find the ruling in the ledger, and the reading of both records in the access log.
async function journey() {
  const context = await browser.newContext({ baseURL: base, javaScriptEnabled: false });
  const page = await context.newPage();
  try {
    await signIn(page, "recording officer");
    await page.goto("/links");
    const before = await page.locator("tbody tr").count();
    if (before === 0) return ["no link waits for review"];
    await page.locator("a[href^='/links/review']").first().click();
    const incident = await page.locator("#incident-side a").innerText();
    await page.getByRole("button", { name: "No, it did not" }).click();
    if (!await page.getByText("The link was refused.").isVisible()) return ["the ruling is not told"];
    await page.getByRole("button", { name: "Sign out" }).click();
    await signIn(page, "registrar");
    await page.goto("/ledger");
    if (!await page.getByText("Link decided").first().isVisible()) return ["the ruling is not in the ledger"];
    await page.getByRole("button", { name: "Sign out" }).click();
    await signIn(page, "information manager");
    await page.goto("/access-log");
    if (!await page.locator("tbody", { hasText: incident }).first().isVisible()) return [`reading ${incident} is not in the access log`];
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.goto("/my-work");
    return page.url().includes("/sign-in") ? [] : ["signing out left the session open"];
  } catch (error) {
    return [String(error.message).split("\n")[0]];
  } finally {
    await context.close();
  }
}
