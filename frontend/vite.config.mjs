/* Bundles what the browser loads into tradewind/ui/static/dist, which git ignores and Django finds.
 *
 *   ui        the design system, on every page
 *   <area>    screens of storefront, console and studio: every sheet in tradewind/<area>/css, put into
 *             the cascade layer `screens`, and every module in tradewind/<area>/js
 *
 * Names carry no hash (except shared chunks): Django's manifest storage adds it.
 */
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const here = dirname(fileURLToPath(import.meta.url));
const source = resolve(here, "../tradewind");
const entries = join(here, "node_modules/.entries");
const areas = ["storefront", "console", "studio"];

function inputs() {
  const input = { "ui.css": join(source, "ui/css/ui.css"), ui: join(source, "ui/js/ui.js") };
  mkdirSync(entries, { recursive: true });
  for (const area of areas) {
    const sheets = files(join(source, area, "css"), ".css");
    const modules = files(join(source, area, "js"), ".js");
    const sheet = join(entries, `${area}.css`);
    const module = join(entries, `${area}.js`);
    writeFileSync(sheet, sheets.map((path) => `@import "${path}" layer(screens.${area});\n`).join("") || `@layer screens.${area} {}`);
    writeFileSync(module, modules.map((path) => `import "${path}";\n`).join(""));
    input[`${area}.css`] = sheet;
    input[area] = module;
  }
  return input;
}

function files(folder, ending) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).filter((name) => name.endsWith(ending)).sort().map((name) => join(folder, name));
}

function sprite() {
  return {
    name: "icon-sprite",
    generateBundle() {
      const names = readFileSync(join(source, "ui/icons.txt"), "utf8")
        .split("\n").filter((line) => line && !line.startsWith("#")).map((line) => line.split(" ")[0]);
      const symbols = names.map((name) => {
        const drawn = readFileSync(join(here, `node_modules/lucide-static/icons/${name}.svg`), "utf8");
        const body = drawn.slice(drawn.indexOf(">", drawn.indexOf("<svg")) + 1, drawn.lastIndexOf("</svg>"));
        return `<symbol id="${name}" viewBox="0 0 24 24">${body.replace(/\s+/g, " ").trim()}</symbol>`;
      });
      this.emitFile({
        type: "asset",
        fileName: "icons.svg",
        source: `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`,
      });
    },
  };
}

export default defineConfig({
  root: source,
  base: "./",
  publicDir: false,
  resolve: { alias: { "@fontsource-variable": join(here, "node_modules/@fontsource-variable"), "htmx.org": join(here, "node_modules/htmx.org/dist/htmx.esm.js") } },
  build: {
    outDir: join(source, "ui/static/dist"),
    emptyOutDir: true,
    // light-dark() must reach the browser as written: the theme is chosen there.
    target: ["chrome123", "safari17.5", "firefox121"],
    assetsInlineLimit: 0,
    modulePreload: false,
    reportCompressedSize: false,
    rolldownOptions: {
      input: inputs(),
      output: {
        entryFileNames: "[name].js",
        chunkFileNames: "chunks/[name]-[hash].js",
        assetFileNames: (asset) => (/\.woff2$/.test(asset.names[0]) ? "fonts/[name][extname]" : "[name][extname]"),
      },
    },
  },
  plugins: [sprite()],
});
