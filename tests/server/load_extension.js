// Loads a packaged extension with a stand-in for the editor, and prints what it exports and which capabilities its client states.
const Module = require("node:module");

function standIn() {
  return new Proxy(class {}, {
    get: (target, key) => (key === Symbol.iterator ? undefined : key in target ? target[key] : standIn()),
    apply: () => standIn(),
    construct: () => new Proxy({}, { get: (target, key) => (key in target ? target[key] : standIn) }),
  });
}

const editor = new Proxy({ version: "1.100.0" }, { get: (target, key) => (key in target ? target[key] : standIn()) });
const load = Module._load;
Module._load = (name, ...rest) => (name === "vscode" ? editor : load(name, ...rest));

const main = process.argv[2];
const exported = Object.keys(require(main)).sort();
const { LanguageClient } = Module.createRequire(main)("vscode-languageclient/node");
const client = new LanguageClient("smslint", "smslint", { command: "smslint" }, { documentSelector: [{ scheme: "file" }] });
console.log(JSON.stringify({ exported, capabilities: client.computeClientCapabilities() }));
