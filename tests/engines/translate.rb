# Rails' I18n: reads {"files": [...], "keys": [...]} and prints for each language what each key gives; null if it has no translation.
require "json"
require "i18n"

asked = JSON.parse($stdin.read)
I18n.load_path = asked["files"]
I18n.enforce_available_locales = false
found = I18n.available_locales.map do |locale|
  [locale, asked["keys"].map { |key| I18n.exists?(key, locale) ? I18n.t(key, locale: locale, code: "1") : nil }]
end
puts JSON.generate(found.to_h)
