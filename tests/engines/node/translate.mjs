// i18next: reads {"resources": {...}, "keys": [...]} and prints for each language what each key gives; null if it has no translation.
// With "namespaces", the resources of a language are its namespaces, keys have separators, and each key is [key, options].
import i18next from "i18next";

let input = "";
for await (const chunk of process.stdin) input += chunk;
const { resources, keys, namespaces } = JSON.parse(input);
const found = {};
for (const [language, translation] of Object.entries(resources)) {
  await i18next.init({
    lng: language, fallbackLng: false, showSupportNotice: false,
    ...(namespaces ? { ns: Object.keys(translation), keySeparator: ".", nsSeparator: ":" } : { keySeparator: false, nsSeparator: false }),
    resources: { [language]: namespaces ? translation : { translation } },
  });
  found[language] = keys.map((asked) => {
    const [key, options] = namespaces ? asked : [asked, {}];
    return i18next.exists(key, options) ? i18next.t(key, options) : null;
  });
}
console.log(JSON.stringify(found));
