// Bundles the stylesheet and the scripts into manyhands/site/static/site. The built files are committed, so that a
// fresh machine needs Python alone; bin/check-frontend rebuilds them and compares.
import { build } from "esbuild";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";

const here = import.meta.dirname;
const site = resolve(here, "../static/site");
const out = process.argv[2] ? resolve(process.argv[2]) : site;
const common = {
  absWorkingDir: here,
  bundle: true,
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
  metafile: true,
  minify: true,
  target: ["es2022", "chrome123", "firefox121", "safari17.5"],
};

async function styles() {
  await build({
    ...common,
    entryPoints: [`${site}/css/index.css`],
    outfile: `${out}/css/site.css`,
    external: ["*.woff2"],
  });
}

async function scripts() {
  const entries = readdirSync(`${here}/src/entries`).map((name) => `src/entries/${name}`);
  const { metafile } = await build({ ...common, entryPoints: entries, outdir: `${out}/js`, format: "esm" });
  writeFileSync(`${out}/js/LICENCES.txt`, licences(Object.keys(metafile.inputs)));
}

// The licence text of every package that the bundler really took something from.
function licences(inputs) {
  const packages = inputs.map((path) => path.match(/node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1]).filter(Boolean);
  return [...new Set(packages)].sort().map(licence).join("\n");
}

function licence(name) {
  const folder = `${here}/node_modules/${name}`;
  const { version, license } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  return `${name} ${version} (${license})\n\n${readFileSync(`${folder}/${file}`, "utf8").trim()}\n\n${"-".repeat(78)}\n`;
}

mkdirSync(`${out}/js`, { recursive: true });
await styles();
await scripts();
