"use strict";
// How a text is counted. The answers are those of smslint itself, and a test holds the two equal: alphabets, replacements and white
// space are the tables that smslint wrote into this page, and nothing of them is written here.
const counter = (() => {
  const tables = JSON.parse(document.getElementById("tables").textContent);
  const white = new RegExp(`[${inClass(tables.space.white)}]+`, "u");
  const edges = new RegExp(`^[${inClass(tables.space.white)}]+|[${inClass(tables.space.white)}]+$`, "gu");
  const atoms = new RegExp(`[^${inClass(tables.space.white)}]+|[${inClass(tables.space.white)}]`, "gu");
  const breaks = new RegExp(`\\r\\n|[${inClass(tables.space.breaks)}]`, "u");
  const beforePunctuation = new RegExp(tables.space.before_punctuation, "gu");
  const manyLines = new RegExp(tables.space.many_lines, "gu");
  const replacements = new Map(Object.entries(tables.substitutions).map(([name, rows]) => [name, new Map(rows.map((row) => [row[0], row]))]));

  function inClass(characters) {
    return [...characters].map((char) => `\\u{${char.codePointAt(0).toString(16)}}`).join("");
  }

  function alphabetOf(name, basic, extension, [single, segment]) {
    const cost = new Map();
    for (const char of extension) cost.set(char, 2);
    for (const char of basic) cost.set(char, 1);
    return { name, cost, single, segment };
  }

  const alphabets = new Map(Object.entries(tables.alphabets).map(([name, each]) => [name, alphabetOf(name, each.basic, each.extension, each.room)]));
  const ucs2 = { name: "UCS-2", cost: null, single: tables.ucs2[0], segment: tables.ucs2[1] };

  const combined = new Map();
  // Every combination of the national tables of some languages, the default alphabet first.
  function national(languages) {
    const key = languages.join();
    if (!combined.has(key)) {
      const found = [];
      for (const lock of [null, ...languages.filter((code) => tables.languages[code].locking)]) {
        for (const single of [null, ...languages]) found.push(shifted(lock, single));
      }
      combined.set(key, found);
    }
    return combined.get(key);
  }

  function shifted(lock, single) {
    const standard = tables.alphabets.gsm7;
    if (lock === null && single === null) return alphabets.get("gsm7");
    const basic = lock === null ? standard.basic : tables.languages[lock].locking;
    const extension = single === null ? standard.extension : tables.languages[single].single;
    const parts = [[lock, "locking"], [single, "single"]].filter(([code]) => code !== null);
    const words = parts.map(([code, kind]) => `${tables.languages[code].name} (${kind} shift)`).join(" with ");
    const name = lock === single ? `${tables.languages[lock].name} (locking and single shift)` : words;
    return alphabetOf(name, basic, extension, tables.shifted_room[parts.length]);
  }

  // Septets of a text, or -1 if a character is not in the alphabet.
  function septets(text, alphabet) {
    let total = 0;
    for (const char of text) {
      const cost = alphabet.cost.get(char);
      if (cost === undefined) return -1;
      total += cost;
    }
    return total;
  }

  function units(text, alphabet) {
    return alphabet.cost === null ? text.length : septets(text, alphabet);
  }

  // The segments of a text, each filled before the next begins; a character of two units is never split.
  function filled(pieces, alphabet) {
    const found = [];
    let held = "";
    let used = 0;
    for (const piece of pieces) {
      const cost = units(piece, alphabet);
      if (used + cost > alphabet.segment) {
        if (held) found.push({ text: held, units: used });
        held = "";
        used = 0;
        if (cost > alphabet.segment) {
          const parts = filled(piece, alphabet);
          ({ text: held, units: used } = parts.pop());
          found.push(...parts);
          continue;
        }
      }
      held += piece;
      used += cost;
    }
    if (held) found.push({ text: held, units: used });
    return found;
  }

  function cut(text, alphabet, split) {
    const total = units(text, alphabet);
    if (total <= alphabet.single) return [{ text, units: total }];
    return filled(split === "words" ? text.match(atoms) : text, alphabet);
  }

  function normalised(text) {
    const lines = text.replace(beforePunctuation, "$1").split(breaks);
    if (lines[lines.length - 1] === "") lines.pop();
    const none = new Set(tables.space.none);
    const tight = lines.map((line) => [...line].filter((char) => !none.has(char)).join("").split(white).filter(Boolean).join(" "));
    return tight.join("\n").replace(manyLines, "\n\n").replace(edges, "");
  }

  // The text as a provider with this table and policy sends it.
  function sent(text, policy, table, alphabet) {
    if (policy === "normalised") text = normalised(text);
    if (policy === "none" || !table || septets(text, alphabet) >= 0) return text;
    if (policy === "only_if_needed" && text.length <= ucs2.single) return text;
    const rows = replacements.get(table);
    const out = [...text].map((char) => (alphabet.cost.has(char) || !rows.has(char) ? char : rows.get(char)[1])).join("");
    return policy === "all_or_nothing" && septets(out, alphabet) < 0 ? text : out;
  }

  // Encoding, units and segments. `how`: an alphabet, or languages whose national tables may be used; a policy and a table of
  // replacements; and how a long text is cut.
  function measure(text, how) {
    const own = alphabets.get(how.alphabet || "gsm7");
    const out = sent(text, how.policy || "none", how.table, own);
    let alphabet = own;
    let total = septets(out, own);
    if (how.languages && how.languages.length) {
      [alphabet, total] = best(out, national(how.languages));
    }
    if (total < 0) alphabet = ucs2;
    const segments = cut(out, alphabet, how.split || "greedy");
    return {
      text: out,
      encoding: alphabet === ucs2 ? "UCS-2" : "GSM-7",
      alphabet: alphabet.name,
      units: units(out, alphabet),
      count: segments.length,
      capacity: segments.length === 1 ? alphabet.single : alphabet.segment,
      segments,
      alone: alphabet === ucs2 ? offenders(out, own) : [],
    };
  }

  // The fewest segments, then the fewest septets with the header; if equal, the first.
  function best(text, choices) {
    let found = null;
    for (const each of choices) {
      const total = septets(text, each);
      if (total < 0) continue;
      const key = [filledCount(text, each), total + alphabets.get("gsm7").single - each.single];
      if (found === null || key[0] < found.key[0] || (key[0] === found.key[0] && key[1] < found.key[1])) found = { each, total, key };
    }
    return found === null ? [alphabets.get("gsm7"), -1] : [found.each, found.total];
  }

  function filledCount(text, alphabet) {
    return cut(text, alphabet, "greedy").length;
  }

  // The characters outside an alphabet, each with its replacement if there is one.
  function offenders(text, alphabet) {
    const rows = replacements.get("smslint");
    const found = new Map();
    for (const char of text) {
      if (alphabet.cost.has(char)) continue;
      const row = rows.get(char);
      const known = found.get(char) || { char, times: 0, replacement: row ? row[1] : null, lossless: row ? row[2] : false };
      known.times += 1;
      found.set(char, known);
    }
    return [...found.values()];
  }

  // The characters of a typed text that are outside the alphabet and stay so when it is sent; its placeholders are not text.
  function outside(text, places, how) {
    let own = "";
    let at = 0;
    for (const each of places) {
      own += text.slice(at, each.start);
      at = each.end;
    }
    return measure(own + text.slice(at), how).alone;
  }

  // The text with the replacements that read the same; with `spelling`, also those that do not.
  function replaced(text, how, spelling) {
    const own = alphabets.get(how.alphabet || "gsm7");
    const rows = replacements.get("smslint");
    return [...text.normalize("NFC")]
      .map((char) => {
        const row = own.cost.has(char) ? undefined : rows.get(char);
        return row && (row[2] || spelling) ? row[1] : char;
      })
      .join("");
  }

  // A decimal amount times a number of segments, exactly.
  function times(amount, count) {
    const [whole, rest = ""] = amount.split(".");
    const product = (BigInt(whole + rest) * BigInt(count)).toString().padStart(rest.length + 1, "0");
    const at = product.length - rest.length;
    const decimals = product.slice(at).replace(/0+$/, "");
    return product.slice(0, at) + (decimals ? `.${decimals}` : "");
  }

  const fields = tables.fields.map((each) => ({ ...each, form: new RegExp(each.pattern, "yu") }));
  const link = new RegExp(tables.link, "u");
  // The placeholders of a text that is typed: the first form that begins at a character applies.
  function placeholders(text) {
    const found = [];
    for (let at = 0; at < text.length; at += 1) {
      for (const { form, prose, links } of fields) {
        form.lastIndex = at;
        const match = form.exec(text);
        if (match === null || match[0] === "" || (prose && match[1].split("|")[0].trim().includes(" "))) continue;
        if (!links && link.test(text.slice(Math.max(0, at - 300), at))) continue;
        const name = /[\p{L}_][\p{L}\p{N}_.]*(?:[ -][\p{L}_][\p{L}\p{N}_]*)*/u.exec(match[1] || "");
        const plain = name !== null && match[1].trim() === name[0];
        found.push({ token: match[0], name: name ? name[0] : match[0], plain, start: at, end: at + match[0].length });
        at += match[0].length - 1;
        break;
      }
    }
    return found;
  }

  return { tables, measure, outside, placeholders, replaced, times };
})();
