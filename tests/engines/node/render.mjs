// One JSON object a line in, one a line out: {"engine", "template", "data", "locale"} -> {"out"} or {"error"}.
import { createInterface } from "node:readline";
import Handlebars from "handlebars";
import Mustache from "mustache";
import { IntlMessageFormat } from "intl-messageformat";

const engines = {
  // Text messages are not HTML: the escaping of these engines is a finding of its own and no part of the bounds.
  handlebars: ({ template, data, partials = {} }) => {
    const engine = Handlebars.create();
    const { invokePartial } = engine.VM;
    let calls = 0;
    const counted = (...inputs) => {
      if (++calls > 1000) throw new Error("partials without end"); // each of them may call two others
      return invokePartial.apply(engine.VM, inputs);
    };
    engine.VM = { ...engine.VM, invokePartial: counted };
    for (const [name, source] of Object.entries(partials)) engine.registerPartial(name, source);
    return engine.compile(template, { noEscape: true })(data);
  },
  mustache: ({ template, data, partials = {} }) => Mustache.render(template, data, partials, { escape: String }),
  icu: ({ template, data, locale = "en" }) => new IntlMessageFormat(template, locale).format(data),
};

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  let answer;
  try {
    const out = engines[request.engine](request);
    answer = { out: Array.isArray(out) ? out.join("") : String(out) };
  } catch (error) {
    answer = { error: String(error?.message ?? error).slice(0, 500) };
  }
  process.stdout.write(JSON.stringify(answer) + "\n");
}
