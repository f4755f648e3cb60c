"""The locale in a file's path or a catalogue's key."""

from __future__ import annotations

from smslint.text.patterns import later

# ISO 639-1, and the three-letter codes that real catalogues use.
_LANGUAGE_LIST = """
aa ab af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et
eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik in io is it iu iw ja jv ka kg
ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn
no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta
te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu ast ckb fil haw hmn kmr kab nso
sid tet yue
"""
LANGUAGES = frozenset(_LANGUAGE_LIST.split())
"""ISO 639-1, and some longer codes."""
_TAG = later(r"([A-Za-z]{2,3})(?:[-_]([A-Z][a-z]{3}))?(?:[-_](?:r?([A-Z]{2})|(\d{3})))?\Z")
_LPROJ = later(r"([A-Za-z_-]{2,20})\.lproj\Z")
_LOWER_REGION = later(r"([a-z]{2})[-_]([a-z]{2})\Z")
_ANDROID = later(r"values-([a-z]{2,3})(?:-r([A-Z]{2}))?\Z")
_STEM_END = later(r"([^._-]*)[._-]([a-z]{2,3}(?:[-_][A-Z][a-z]{3})?(?:[-_][A-Za-z]{2})?)\Z")
# `opt_in.txt` is not Indonesian, but `messages_in.properties` is.
_WORDS = frozenset({"am", "an", "as", "be", "he", "in", "is", "it", "my", "no", "or", "so", "to"})
_BUNDLES = frozenset({"app", "intl", "labels", "messages", "sms", "strings", "translations"})
# A folder name is a locale only below one of these folders: `no/`, `is/` and `to/` are also words.
_PARENT_LIST = """
i18n intl l10n lang langs language languages locale locales message messages strings template templates translation
translations email-templates notifications
"""
_PARENTS = frozenset(_PARENT_LIST.split())


def as_locale(tag: str) -> str | None:
    """The BCP 47 tag for a locale as catalogues write it (``pt_BR`` gives ``pt-BR``), or ``None``."""
    if len(tag) > 3 and "-" not in (start := tag[2:4]) and "_" not in start:
        return None
    match = _TAG.match(tag)
    if match is not None and tag[:2].islower() and match[1] in LANGUAGES:
        return "-".join(part for part in match.groups() if part)
    lower = _LOWER_REGION.match(tag)
    if lower is not None and lower[1] in LANGUAGES:
        return f"{lower[1]}-{lower[2].upper()}"
    return None


def locale_of(path: str) -> str | None:
    """The locale in a path: ``config/locales/sms.de.yml``, ``lang/fr/sms.php``, ``values-pt-rBR/strings.xml``, ``de.lproj/Localizable.strings``."""
    *folders, name = path.replace("\\", "/").split("/")
    stem = name.rsplit(".", 1)[0] if "." in name else name
    for folder in reversed(folders):
        if folder.startswith("values-") and (android := _ANDROID.match(folder)) is not None and android[1] in LANGUAGES:
            return "-".join(part for part in android.groups() if part)
        if folder.endswith(".lproj") and (apple := _LPROJ.match(folder)) is not None and (found := as_locale(apple[1])):
            return found
    end = _STEM_END.search(stem) if "-" in stem or "_" in stem or "." in stem else None
    if end is not None and end[2] in _WORDS and end[1] not in _BUNDLES:
        end = None
    if found := as_locale(stem) or (as_locale(end[2]) if end is not None else None):
        return found
    for parent, folder in zip(reversed(folders[:-1]), reversed(folders[1:]), strict=True):
        if parent.lower() in _PARENTS and (found := as_locale(folder)):
            return found
    # gettext has the locale above a separate folder, as in de/LC_MESSAGES.
    if "LC_MESSAGES" in folders and (index := folders.index("LC_MESSAGES")):
        return as_locale(folders[index - 1])
    return None
