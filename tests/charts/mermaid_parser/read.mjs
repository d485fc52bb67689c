// Reads charts as Mermaid does. On standard input: a JSON list of the texts of diagrams. On standard
// output: a JSON list of what Mermaid makes of each, as data, and as it stands in the picture.
// Arguments: the major version of Mermaid, and n, where the picture of every n-th chart is wanted.

import { JSDOM } from "jsdom";

const { window } = new JSDOM("<!doctype html><body></body>");
const box = { x: 0, y: 0, width: 50, height: 10 };
window.SVGElement.prototype.getBBox = () => box;
const { document, Element, SVGElement, CSSStyleSheet } = window;
Object.assign(globalThis, { window, document, Element, SVGElement, CSSStyleSheet });

const [, , version, every] = process.argv;
const { default: mermaid } = await import(`mermaid-${version}`);
mermaid.initialize({ startOnLoad: false, gantt: { useWidth: 1000 } });

const two = (number) => String(number).padStart(2, "0");
const day = (time) => {
  const date = [time.getFullYear(), two(time.getMonth() + 1), two(time.getDate())].join("-");
  const clock = [time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join(":");
  return clock === "00:00:00" ? date : `${date} ${clock}`;
};
const tags = ["milestone", "crit", "done", "active", "vert"];

// Mermaid puts these letters in the place of entity codes before it reads, and turns them into
// entities of HTML after it has drawn.
const decoder = document.createElement("p");
function decoded(text) {
  decoder.textContent = text;
  const html = decoder.innerHTML;
  decoder.innerHTML = html
    .replace(/\ufb02\xb0\xb0/g, "&#")
    .replace(/\ufb02\xb0/g, "&")
    .replace(/\xb6\xdf/g, ";");
  return decoder.textContent;
}

async function data(text) {
  const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
  const rows = db.getTasks();
  return {
    title: decoded(db.getDiagramTitle()),
    described: [decoded(db.getAccTitle()), db.getAccDescription()],
    sections: rows.map((row) => decoded(row.section.replaceAll("<br>", ""))),
    labels: rows.map((row) => decoded(row.task)),
    rows: rows.map((row) => ({
      key: row.id,
      start: day(row.startTime),
      end: day(row.endTime),
      tags: tags.filter((tag) => row[tag]),
    })),
  };
}

const number = (node, name) => Number(node.getAttribute(name));
const offset = (node) => Number(/translate\(([-\d.]+)/.exec(node.getAttribute("transform"))[1]);

async function picture(text, name) {
  const host = document.createElement("div");
  host.innerHTML = (await mermaid.render(name, text)).svg;
  const all = (selector, found) => [...host.querySelectorAll(selector)].map(found);
  const words = (node) => node.textContent;
  const left = all(".grid", offset)[0];
  return {
    title: all(".titleText", words).join(""),
    described: [...all("svg > title", words), ...all("svg > desc", words)],
    sections: all(".sectionTitle", (node) => [...node.children].map(words)),
    labels: all('text[id$="-text"]', (node) => ({ y: number(node, "y"), text: words(node) }))
      .sort((one, other) => one.y - other.y)
      .map((label) => label.text),
    marks: all("rect.task", (node) => ({ x: number(node, "x"), width: number(node, "width") })),
    ticks: all(".grid .tick", (node) => ({ label: words(node), x: left + offset(node) })),
    other: all("a, script, foreignObject, image, iframe", (node) => node.outerHTML),
  };
}

let input = "";
for await (const chunk of process.stdin.setEncoding("utf8")) input += chunk;
const found = [];
for (const [number, text] of JSON.parse(input).entries()) {
  try {
    const seen = await data(text);
    if (number % every === 0) seen.picture = await picture(text, `chart${number}`);
    found.push(seen);
  } catch (error) {
    found.push({ error: String(error.message ?? error) });
  }
}
process.stdout.write(JSON.stringify(found));
