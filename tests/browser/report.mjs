// Looks at report.html in headless Chromium: accessibility, 320 px, no script, no network, print.
//
//   npm ci --prefix tests/browser
//   node tests/browser/report.mjs target/demo/check/report.html ...
//
// Prints one line per page and a closing line; exit 1 if a page falls short, 2 if it cannot run.

import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];
const BROWSER = process.env.CHROMIUM ?? "/usr/bin/chromium";
const ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync"];

const PAGE_WIDTH = 1280;
const PHONE_WIDTH = 320;
const PHONE_HEIGHT = 640;
// A4 less the margins of style.css (12 mm above and below, 13 mm at the sides), at 96 px an inch.
const MM = 96 / 25.4;
const SHEET_WIDTH = Math.floor((210 - 2 * 13) * MM);
const SHEET_HEIGHT = Math.floor((297 - 2 * 12) * MM);
// Smallest letters of a plot as shown, in px.
const LEAST_LETTERS = 11;

const CHECKS = { axe, narrow, readable, tables, plots, headings, scripts, firstSheet, printed };

// What each kind of page must hold, by how its title begins.
const KINDS = [
  { title: "Crime recording audit", readable: ["Crime recording audit", "By group", "Every measure", "To check it by hand"],
    tiles: 6, heads: ["Six figures", "How far the marking has come", "What to do now"], second: "By group" },
  { title: "Certificate of recording accuracy", readable: ["not an inspectorate judgment", "The path", "To check it by hand"],
    tiles: 0, heads: ["How to read it"], second: "The path" },
  { title: "", readable: ["Crime data integrity check", "Where to look", "What was received", "Settings and files"],
    tiles: 6, heads: ["Rows received", "Completeness alarms", "Where to look", "What could not be measured"], second: "What was received" },
];
// A pack tells its day; its words are in its catalogue's language, and its first sheet is like any other.
const PACK = { readable: ["SHA-256"], first: false };
const kindOf = async page => {
  if (await page.locator('meta[name="date"]').count()) return PACK;
  const title = await page.title();
  return KINDS.find(kind => title.startsWith(kind.title));
};

const files = process.argv.slice(2);
if (files.length === 0 || !existsSync(BROWSER)) {
  console.error(files.length === 0 ? "Give the paths of one or more report.html."
    : `No browser at ${BROWSER}. Install it (apt-get install chromium) or name one with CHROMIUM=.`);
  process.exit(2);
}

const browser = await chromium.launch({ executablePath: BROWSER, args: ARGUMENTS });
let passed = 0;
let failed = 0;
for (const file of files) {
  const wrong = await looked(file);
  if (wrong.length === 0) passed += 1; else failed += 1;
  console.log(wrong.length === 0 ? `ok    ${file}` : `WRONG ${file}: ${wrong.join("; ")}`);
}
await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

async function looked(file) {
  if (!existsSync(file)) return ["there is no such file"];
  const wrong = [];
  for (const [name, check] of Object.entries(CHECKS)) {
    try {
      wrong.push(...await check(pathToFileURL(resolve(file)).href).then(found => found.map(one => `${name}: ${one}`)));
    } catch (error) {
      wrong.push(`${name}: ${String(error.message).split("\n")[0]}`);
    }
  }
  return wrong;
}

// Opens the page, refusing and noting every request but the page itself.
async function opened(url, { width = PAGE_WIDTH, height = 900, javaScriptEnabled = true, print = false } = {}, look) {
  const context = await browser.newContext({ viewport: { width, height }, javaScriptEnabled, bypassCSP: true });
  const asked = [];
  try {
    await context.route("**/*", route => {
      if (route.request().url() === url) return route.continue();
      asked.push(`asks for ${route.request().url()}`);
      return route.abort();
    });
    const page = await context.newPage();
    if (print) await page.emulateMedia({ media: "print" });
    await page.goto(url);
    return [...await look(page), ...asked];
  } finally {
    await context.close();
  }
}

// Every WCAG 2.2 A and AA rule and the best practices, at both widths.
async function axe(url) {
  const found = [];
  for (const width of [PAGE_WIDTH, PHONE_WIDTH]) {
    found.push(...await opened(url, { width }, async page => {
      await page.evaluate(AXE);
      const { violations } = await page.evaluate(rules => globalThis.axe.run(document, { runOnly: rules }), RULES);
      return violations.map(one => `${one.id} at ${width} px (${one.nodes[0].target.join(" ")})`);
    }));
  }
  return found;
}

async function narrow(url) {
  return opened(url, { width: PHONE_WIDTH, height: PHONE_HEIGHT }, async page => {
    const width = await page.evaluate(() => document.scrollingElement.scrollWidth);
    return width <= PHONE_WIDTH ? [] : [`the page is ${width} px wide at ${PHONE_WIDTH}`];
  });
}

async function readable(url) {
  return opened(url, { javaScriptEnabled: false }, async page => {
    const text = await page.locator("main").innerText();
    return (await kindOf(page)).readable.filter(words => !text.includes(words)).map(words => `no "${words}" without scripts`);
  });
}

// Each figure stands before its table; each table has a caption and headers both ways.
async function tables(url) {
  return opened(url, {}, page => page.evaluate(() => {
    const name = node => node.querySelector("caption, figcaption")?.textContent ?? "one without a caption";
    const bare = [...document.querySelectorAll("figure")].filter(one => !one.nextElementSibling?.querySelector("table"));
    const loose = [...document.querySelectorAll("svg")].filter(one => !one.closest("figure"));
    const unheaded = [...document.querySelectorAll("table")].filter(one =>
      !one.caption || !one.querySelector("thead th[scope=col]") || one.querySelector("tbody tr:not(:has(th[scope=row]))"));
    return [
      ...bare.map(one => `a plot without its table (${name(one)})`),
      ...loose.map(() => "a picture outside a figure"),
      ...unheaded.map(one => `a table without caption or headers (${name(one)})`),
    ];
  }));
}

// Letters of plots keep a readable size, stay inside the drawing, and do not lie on each other.
async function plots(url) {
  const found = [];
  for (const width of [PAGE_WIDTH, PHONE_WIDTH]) {
    found.push(...await opened(url, { width }, page => page.evaluate(({ least, width }) => {
      const wrong = [];
      for (const svg of document.querySelectorAll("figure svg")) {
        const frame = svg.getBoundingClientRect();
        if (frame.width === 0) continue;
        const scale = frame.width / svg.viewBox.baseVal.width;
        const texts = [...svg.querySelectorAll("text")];
        const boxes = texts.map(text => text.getBoundingClientRect());
        texts.forEach((text, at) => {
          const box = boxes[at];
          const words = `"${text.textContent.trim()}" at ${width} px`;
          if (parseFloat(getComputedStyle(text).fontSize) * scale < least) wrong.push(`letters too small: ${words}`);
          if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1) wrong.push(`clipped: ${words}`);
          const over = boxes.slice(at + 1).some(other => box.left < other.right && other.left < box.right && box.top + 2 < other.bottom && other.top + 2 < box.bottom);
          if (over) wrong.push(`lies on another label: ${words}`);
        });
      }
      return wrong;
    }, { least: LEAST_LETTERS, width })));
  }
  return found;
}

async function headings(url) {
  return opened(url, {}, page => page.evaluate(() => {
    const levels = [...document.querySelectorAll("h1,h2,h3,h4,h5,h6")].map(one => Number(one.tagName[1]));
    const found = [];
    if (levels[0] !== 1 || levels.filter(level => level === 1).length !== 1) found.push("not one h1, first");
    if (levels.some((level, at) => at > 0 && level > levels[at - 1] + 1)) found.push("a level is skipped");
    if (!document.documentElement.lang) found.push("no language");
    return found;
  }));
}

async function scripts(url) {
  return opened(url, {}, page => page.evaluate(() => {
    const held = document.querySelectorAll("script, iframe, object, embed, link, img, [src]").length;
    const armed = [...document.querySelectorAll("*")].some(node => [...node.attributes].some(one => one.name.startsWith("on")));
    return [...(held ? ["a script or an outside resource"] : []), ...(armed ? ["a script in an attribute"] : [])];
  }));
}

// The first sheet of A4 holds the tiles and the lists, with nothing clipped or wider than the paper.
async function firstSheet(url) {
  return opened(url, { width: SHEET_WIDTH, height: SHEET_HEIGHT, print: true }, async page => page.evaluate(({ width, height, kind }) => {
    const found = [];
    if (document.scrollingElement.scrollWidth > width) found.push(`wider than the paper (${document.scrollingElement.scrollWidth} px)`);
    const hidden = [...document.querySelectorAll("main table, main figure")].filter(one => one.getClientRects().length === 0);
    if (hidden.length) found.push(`${hidden.length} tables or plots are not printed`);
    if (kind.first === false) return found;
    const first = document.querySelector(".first");
    const end = Math.max(...[...first.querySelectorAll("*")].map(node => node.getBoundingClientRect().bottom));
    const heads = [...first.querySelectorAll("h2")].map(one => one.textContent);
    if (end > height) found.push(`the first page is ${Math.round(end)} px high, the paper ${height}`);
    if (first.querySelectorAll(".tiles > li").length !== kind.tiles) found.push(`not ${kind.tiles} tiles`);
    for (const wanted of kind.heads) {
      if (!heads.includes(wanted)) found.push(`no "${wanted}"`);
    }
    return found;
  }, { width: SHEET_WIDTH, height: SHEET_HEIGHT, kind: await kindOf(page) }));
}

// The PDF itself, where pdftotext is there to read it (apt-get install poppler-utils).
async function printed(url) {
  return opened(url, {}, async page => {
    const pdf = await page.pdf({ preferCSSPageSize: true });
    const sheets = sheetsOf(pdf);
    if (sheets === undefined) return [];
    const found = [];
    const kind = await kindOf(page);
    if (kind.first === false) return found;
    for (const words of kind.heads) {
      if (!sheets[0].includes(words)) found.push(`no "${words}" on the first sheet`);
    }
    if (!sheets[1]?.trimStart().startsWith(kind.second)) found.push(`the second sheet does not begin with "${kind.second}"`);
    return found;
  });
}

function sheetsOf(pdf) {
  const folder = mkdtempSync(join(tmpdir(), "onrecord-print-"));
  try {
    const path = join(folder, "report.pdf");
    writeFileSync(path, pdf);
    return execFileSync("pdftotext", [path, "-"], { encoding: "utf8" }).split("\f");
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
