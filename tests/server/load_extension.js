// Loads a packaged extension with a stand-in for the editor, and prints what it exports.
const Module = require("node:module");

function standIn() {
  return new Proxy(class {}, {
    get: (target, key) => (key in target ? target[key] : standIn()),
    apply: () => standIn(),
    construct: () => ({}),
  });
}

const load = Module._load;
Module._load = (name, ...rest) => (name === "vscode" ? standIn() : load(name, ...rest));
console.log(Object.keys(require(process.argv[2])).sort().join(" "));
