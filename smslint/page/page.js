"use strict";
// What makes the page more than paper: sorting, filtering, and boxes that count as one types. Texts become text nodes, never markup.
(() => {
  const page = JSON.parse(document.getElementById("page").textContent);
  const hidden = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?![ \u3000])\p{Zs}/u;

  function el(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (typeof value === "function") made.addEventListener(key, value);
      else if (value !== null && value !== false) made.setAttribute(key, value === true ? "" : value);
    }
    made.append(...children.filter((each) => each !== null));
    return made;
  }

  function plural(count, word) {
    return `${count.toLocaleString("en")} ${word}${count === 1 ? "" : "s"}`;
  }

  function codePoint(char) {
    return `U+${char.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
  }

  function visible(char) {
    return char === "\n" ? "↵\n" : hidden.test(char) ? `<${codePoint(char)}>` : char;
  }

  // The segments in two tints, each with its number; characters outside the alphabet and values of placeholders are marked.
  function drawn(measured, values) {
    const alone = new Set(measured.alone.map((each) => each.char));
    let at = 0;
    return el("p", { class: "drawn", dir: "auto" }, ...measured.segments.map((segment, index) => {
      const whole = el("span", { class: `segment tint${index % 2}` }, el("span", { class: "number" }, `${index + 1}`));
      let run = "";
      let kind = "";
      const end = () => {
        if (run) whole.append(kind === "" ? run : el(kind === "mark" ? "mark" : "span", { class: kind === "mark" ? "outside" : kind }, run));
        run = "";
      };
      for (const char of segment.text) {
        const now = values.some(([from, to]) => from <= at && at < to) ? "value" : alone.has(char) ? "mark" : "";
        if (now !== kind || now === "mark") end();
        kind = now;
        run += visible(char);
        at += char.length;
      }
      end();
      return whole;
    }));
  }

  // The values of a name: as declared, by its last part, or by the first pattern that matches.
  function declared(name) {
    const values = page.values || [];
    const last = name.slice(name.lastIndexOf(".") + 1);
    return values.find((each) => each.exact && each.name === name) || values.find((each) => each.exact && each.name === last)
      || values.find((each) => !each.exact && [name, last].some((word) => new RegExp(`^(?:${each.pattern})$`, "u").test(word)));
  }

  // What decides, repeats or includes: what it makes of a text is not known here.
  const tag = /\{%[^]*?%\}|<%[^]*?%>|\{\{[-~]?\s*(?:[#/^>]|(?:if|else|end|range|with|template|block)\b)[^]*?\}\}|@(?:if|for|foreach|while|include)\s*\(/gu;

  // The places of a text that something fills: those that the message has, then any that look like one. The declared values are those of
  // a name alone: what a filter or a call makes of them is not known here.
  function places(text, known) {
    const found = [];
    for (const hole of known) {
      for (let at = text.indexOf(hole.token); hole.token && at >= 0; at = text.indexOf(hole.token, at + hole.token.length)) {
        found.push({ ...hole, start: at, end: at + hole.token.length });
      }
    }
    const free = (one) => !found.some((each) => one.start < each.end && each.start < one.end);
    const add = (each) => { if (free(each)) found.push(each); };
    for (const [token, start] of [...text.matchAll(tag)].map((each) => [each[0], each.index])) add({ token, name: token, start, end: start + token.length });
    for (const each of counter.placeholders(text)) add({ ...each, ...(each.plain ? declared(each.name) : {}), name: each.plain ? each.name : each.token });
    return found.sort((one, two) => one.start - two.start);
  }

  // The text with its places filled: `which` is least, seven or most. A value that somebody typed goes before a declared one.
  function filled(text, found, which, typed) {
    let out = "";
    let at = 0;
    const values = [];
    for (const each of found) {
      out += text.slice(at, each.start);
      const value = typed.get(each.token) ?? each[which] ?? each.least ?? "";
      values.push([out.length, out.length + value.length]);
      out += value;
      at = each.end;
    }
    return { text: out + text.slice(at), values };
  }

  function heavier(one, two) {
    return two.measured.count - one.measured.count || two.measured.units * (two.measured.encoding === "UCS-2" ? 16 : 7) - one.measured.units * (one.measured.encoding === "UCS-2" ? 16 : 7);
  }

  // What a typed text takes, from the least to the most; `most` is null if a value has no known limit.
  function counted(text, record, typed) {
    const found = places(text, record.holes || []);
    const sides = ["least", "seven", "most"].map((which) => {
      const made = filled(text, found, which, typed);
      const before = record.before || "";
      const whole = before + made.text + (record.after || "");
      return { ...made, whole, values: made.values.map(([from, to]) => [from + before.length, to + before.length]), measured: counter.measure(whole, record.how) };
    }).sort(heavier);
    const open = found.filter((each) => !typed.has(each.token) && (each.most === undefined || each.most === null));
    return { found, open, least: sides[sides.length - 1], most: sides[0] };
  }

  function priced(prices, least, most) {
    return prices.map((price) => {
      const [low, high] = [counter.times(price.least, least), most === null ? null : counter.times(price.most, most)];
      const amount = high === null ? `${low} or more` : low === high ? low : `${low} to ${high}`;
      return el("li", {}, `${price.region}: ${amount} ${price.currency}, as of ${price.as_of}`);
    });
  }

  let boxes = 0;
  // A box that counts as one types. `record` is asked each time, because the choice of a provider may change it.
  function box(recordOf, start, label) {
    boxes += 1;
    const id = `try${boxes}`;
    const typed = new Map();
    const area = el("textarea", { id, rows: 4, spellcheck: "true", dir: "auto" });
    const verdict = el("p", { class: "verdict", role: "status" });
    const rest = el("div", { class: "rest" });
    const fields = el("div", { class: "fields" });
    area.value = start;
    const lines = start.includes("\r\n") ? "\r\n" : "\n";
    let first = start;

    function text() {
      return first ?? area.value.replaceAll("\n", lines);
    }

    function show() {
      const record = recordOf();
      const now = counted(text(), record, typed);
      const [least, most] = [now.least.measured, now.open.length ? null : now.most.measured];
      const range = most === null ? `${least.count} or more segments` : least.count === most.count ? plural(most.count, "segment") : `${least.count} to ${most.count} segments`;
      const encodings = [...new Set([least.encoding, now.most.measured.encoding])].join(" or ");
      const last = most === null ? null : most.capacity - most.segments[most.segments.length - 1].units;
      const room = most === null ? `no limit: ${[...new Set(now.open.map((each) => each.name))].join(", ")} has no length; give an example` : `${most.units} of ${most.capacity * most.count} ${most.encoding === "UCS-2" ? "units" : "septets"}, ${last} left`;
      const estimate = now.found.some((each) => !typed.has(each.token)) ? "; an estimate from the declared values: smslint check gives the bounds" : "";
      verdict.textContent = `${range}, ${encodings}, ${room}${estimate}`;
      rest.replaceChildren(...details(now, record, least, most));
      examples(now.found);
    }

    function details(now, record, least, most) {
      const shown = now.most.measured;
      const marks = shown.text === now.most.whole ? now.most.values : [];
      const parts = [drawn(shown, marks)];
      if (shown.text !== now.most.whole) parts.push(el("p", {}, "Drawn as it is sent, after the provider's replacements."));
      if (shown.encoding === "GSM-7" && shown.alphabet !== record.how.alphabet) parts.push(el("p", {}, `Alphabet: ${shown.alphabet}.`));
      if (record.prices && record.prices.length) parts.push(el("ul", { class: "prices" }, ...priced(record.prices, least.count, most && most.count)));
      else parts.push(el("p", { class: "quiet" }, "Cost unknown: there is no price."));
      for (const limit of limits(shown, record)) parts.push(el("p", { class: "warning" }, limit));
      const within = counter.outside(text(), now.found, record.how);
      if (shown.encoding === "UCS-2" && within.length) parts.push(...outside(within, shown, record));
      const may = [...new Set(now.found.filter((each) => counter.measure(typed.get(each.token) ?? each.most ?? "", record.how).encoding === "UCS-2").map((each) => each.token))];
      if (shown.encoding === "UCS-2" && may.length) parts.push(el("p", {}, `Its value may hold characters outside GSM-7: ${may.join(", ")}`));
      return parts;
    }

    function limits(shown, record) {
      const found = [];
      const characters = record.counts === "code_units" ? shown.text.length : [...shown.text].length;
      if (record.most_segments && shown.count > record.most_segments) found.push(`${record.title} refuses it: ${shown.count} segments; the limit is ${record.most_segments}.`);
      if (record.most_characters && characters > record.most_characters) found.push(`${record.title} refuses it: ${characters} characters; the limit is ${record.most_characters}.`);
      return found;
    }

    function outside(found, shown, record) {
      const rows = found.slice(0, 12).map((each) => {
        const instead = each.replacement === null ? "no substitute" : each.replacement === "" ? "leave it out" : `write ${each.replacement === " " ? "a space" : each.replacement}${each.lossless ? "" : " (changes the spelling)"}`;
        return el("li", {}, el("mark", { class: "outside" }, visible(each.char)), ` ${codePoint(each.char)}${each.times > 1 ? `, ${each.times} times` : ""}: ${instead}`);
      });
      const more = found.length > 12 ? [el("li", {}, `and ${found.length - 12} more`)] : [];
      const parts = [el("p", {}, "Not in GSM-7, so the message is UCS-2:"), el("ul", { class: "outsiders" }, ...rows, ...more)];
      for (const [spelling, words] of [[false, "Write them as what reads the same"], [true, "Replace all, which changes the spelling"]]) {
        const next = counter.replaced(text(), record.how, spelling);
        if (next === text() || (spelling && next === counter.replaced(text(), record.how, false))) continue;
        const after = counted(next, record, typed).most.measured.count;
        const saves = shown.count - after;
        parts.push(el("button", { type: "button", click: () => { first = null; area.value = next.replaceAll("\r\n", "\n"); show(); area.focus(); } },
          `${words}: ${plural(after, "segment")}${saves > 0 ? `, saves ${saves}` : ""}`));
      }
      return parts;
    }

    function examples(found) {
      const tokens = [...new Map(found.map((each) => [each.token, each])).values()];
      const wanted = tokens.map((each) => each.token).join("\u0000");
      if (fields.dataset.tokens === wanted) return;
      fields.dataset.tokens = wanted;
      fields.replaceChildren(...tokens.map((each, index) => {
        const name = `${id}-${index}`;
        const known = each.most === undefined || each.most === null ? "no declared length" : [...each.least].length === [...each.most].length ? `${plural([...each.most].length, "character")}` : `${[...each.least].length} to ${plural([...each.most].length, "character")}`;
        const input = el("input", { id: name, type: "text", dir: "auto", autocomplete: "off", placeholder: "an example", value: typed.get(each.token) ?? null,
          input: () => { if (input.value) typed.set(each.token, input.value); else typed.delete(each.token); show(); } });
        return el("p", {}, el("label", { for: name }, each.token), " ", input, " ", el("span", { class: "quiet" }, known));
      }));
    }

    area.addEventListener("input", () => { first = null; show(); });
    const whole = el("div", { class: "box" }, el("label", { for: id }, label), area, verdict, fields, rest);
    show();
    return { whole, show };
  }

  function select(label, options, chosen, change) {
    const made = el("select", { change: () => change(made.value) }, ...options.map(([value, words]) => el("option", { value, selected: value === chosen }, words)));
    return el("label", { class: "choice" }, `${label} `, made);
  }

  function alone(mount, own) {
    const state = { provider: own.provider, smart: own.smart, languages: own.languages, regions: own.regions.length ? own.regions : own.prices.slice(0, 1).map((each) => each.region) };
    const find = () => own.providers.find((each) => each.name === state.provider) || own.providers[0];
    const record = () => {
      const provider = find();
      const on = provider.smart && (state.smart ?? provider.on);
      const languages = provider.national ? state.languages : [];
      return { ...provider, how: { ...provider.how, ...(on ? provider.smart : {}), languages }, prices: own.prices.filter((each) => state.regions.includes(each.region)) };
    };
    const made = box(record, "", "Your text");
    const choices = el("div", { class: "choices" });
    function draw() {
      const provider = find();
      const languages = Object.entries(counter.tables.languages);
      choices.replaceChildren(...[
        select("Sent through", own.providers.map((each) => [each.name, each.title]), state.provider, (value) => { state.provider = value; state.smart = null; draw(); }),
        provider.smart ? el("label", { class: "choice" }, el("input", { type: "checkbox", checked: Boolean(state.smart ?? provider.on), change: (event) => { state.smart = event.target.checked; made.show(); } }), " smart encoding") : null,
        provider.national ? select("National tables", [["", "none"], ...languages.map(([code, each]) => [code, each.name]), ["*", "all of them"]], state.languages.length > 1 ? "*" : state.languages[0] || "", (value) => { state.languages = value === "*" ? languages.map(([code]) => code) : value ? [value] : []; made.show(); }) : null,
        own.prices.length ? select("Sent to", own.prices.map((each) => [each.region, each.region]), state.regions[0], (value) => { state.regions = [value]; made.show(); }) : null,
      ].filter(Boolean));
      made.show();
    }
    draw();
    mount.append(choices, made.whole);
  }

  // Boxes of a report, made when they are opened.
  function offer(message, record) {
    const details = el("details", { class: "try" }, el("summary", {}, "Try a wording"));
    details.addEventListener("toggle", () => {
      if (details.open && details.childElementCount === 1) details.append(box(() => record, record.text, "Wording").whole, el("p", { class: "quiet" }, "It counts encoding, segments and cost. The rules are asked by smslint check."));
    });
    message.append(details);
  }

  function number(element, name) {
    return Number(element.dataset[name] || 0);
  }

  const ORDERS = {
    place: () => 0,
    worst: (one, two) => number(two, "severity") - number(one, "severity") || number(two, "segments") - number(one, "segments"),
    segments: (one, two) => number(two, "segments") - number(one, "segments"),
    cost: (one, two) => number(two, "cost") - number(one, "cost"),
  };

  function filters(list) {
    const all = [...list.children];
    const kinds = [...new Set(all.map((each) => each.dataset.kind))].sort();
    const codes = [...new Set(all.flatMap((each) => (each.dataset.codes || "").split(" ").filter(Boolean)))].sort();
    const state = { words: "", severity: "0", kind: "", code: "", order: "place" };
    const shown = el("p", { class: "quiet", role: "status" });
    function apply() {
      const words = state.words.toLowerCase();
      const found = all.filter((each) => number(each, "severity") >= Number(state.severity) && (!state.kind || each.dataset.kind === state.kind)
        && (!state.code || (each.dataset.codes || "").split(" ").includes(state.code)) && (!words || each.textContent.toLowerCase().includes(words)));
      const keep = new Set(found);
      for (const each of all) each.hidden = !keep.has(each);
      list.replaceChildren(...[...all].sort(ORDERS[state.order]));
      shown.textContent = `${found.length.toLocaleString("en")} of ${plural(all.length, "message")} shown`;
    }
    const choose = (key) => (value) => { state[key] = value; apply(); };
    const search = el("input", { type: "search", input: () => choose("words")(search.value) });
    list.before(el("form", { class: "choices", submit: (event) => event.preventDefault() },
      el("label", { class: "choice" }, "Find ", search),
      select("With", [["0", "everything"], ["1", "a finding"], ["2", "a warning or error"], ["3", "an error"]], "0", choose("severity")),
      kinds.length > 1 ? select("Kind", [["", "all"], ...kinds.map((each) => [each, each])], "", choose("kind")) : null,
      codes.length > 1 ? select("Rule", [["", "all"], ...codes.map((each) => [each, each])], "", choose("code")) : null,
      select("Sort by", [["place", "place"], ["worst", "severity"], ["segments", "segments"], ["cost", "cost"]], "place", choose("order"))), shown);
    apply();
  }

  function sortable(table) {
    const body = table.tBodies[0];
    [...table.tHead.rows[0].cells].forEach((cell, column) => {
      const button = el("button", { type: "button", class: "sort", click: () => {
        const down = cell.getAttribute("aria-sort") !== "descending";
        for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
        cell.setAttribute("aria-sort", down ? "descending" : "ascending");
        const value = (row) => row.cells[column].dataset.value ?? row.cells[column].textContent;
        body.replaceChildren(...[...body.rows].sort((one, two) => value(one).localeCompare(value(two), "en", { numeric: true }) * (down ? -1 : 1)));
      } }, ...cell.childNodes);
      cell.replaceChildren(button);
    });
  }

  for (const table of document.querySelectorAll("table.sortable")) sortable(table);
  for (const [id, record] of Object.entries(page.boxes || {})) {
    const message = document.getElementById(id);
    if (message) offer(message, record);
  }
  const list = document.getElementById("messages");
  if (list && list.children.length > 1) filters(list);
  const mount = document.getElementById("counter");
  if (mount && page.counter) alone(mount, page.counter);
})();
