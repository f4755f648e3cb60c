// i18next: reads {"resources": {...}, "keys": [...]} and prints for each language what each key gives; null if it has no translation.
import i18next from "i18next";

let input = "";
for await (const chunk of process.stdin) input += chunk;
const { resources, keys } = JSON.parse(input);
const found = {};
for (const [language, translation] of Object.entries(resources)) {
  await i18next.init({
    lng: language, fallbackLng: false, keySeparator: false, nsSeparator: false,
    resources: { [language]: { translation } }, showSupportNotice: false,
  });
  found[language] = keys.map((key) => (i18next.exists(key) ? i18next.t(key) : null));
}
console.log(JSON.stringify(found));
