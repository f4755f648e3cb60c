"""The key of a text in place of the text: ``order.ready``, which a program sends when its catalogue has no such entry.

The names of hosts and of files have the same form. A name whose last part ends hosts or files is none of a text, unless it has what
no host has.
"""

from __future__ import annotations

from typing import Final

from smslint.text.patterns import later
from smslint.vocabulary import word_set

_LONGEST: Final = 160
_PART: Final = r"[a-z][a-z0-9]*(?:[A-Z][a-z0-9]+)*(?:[_-][a-zA-Z0-9]+)*"
_KEY: Final = later(rf"{_PART}(?:\.{_PART}){{1,7}}")
_NO_HOST: Final = later(r"_|[a-z][A-Z]")
_HOSTS: Final = word_set(
    "com net org info biz name pro edu gov mil int aero asia coop jobs mobi museum post tel travel cat arpa example test local localhost "
    "invalid internal onion app dev page web website site online store shop shopping market sale deals discount bargains auction blog news "
    "press media tv radio live stream video film movie music band audio photo photos pics pictures gallery graphics art design studio "
    "digital tech technology software systems network cloud host hosting server domains email chat social link click xyz top club fun "
    "games game play bet casino poker lol wtf vip win rich money cash bank finance financial capital fund investments insurance loan loans "
    "credit creditcard mortgage tax accountant accountants legal law lawyer attorney company business inc llc ltd gmbh enterprises ventures "
    "holdings partners group team agency consulting management marketing solutions services service support help center centre care health "
    "healthcare hospital clinic doctor dentist dental surgery pharmacy vision fitness yoga fit run running bike cricket football soccer golf "
    "tennis rugby ski surf hockey basketball sport sports academy school schule university college education institute training study "
    "science guru expert engineer engineering build builders construction contractors repair plumbing electric energy solar green eco earth "
    "garden flowers farm organic bio house home homes haus casa apartments apartamentos rent rentals lease estate realestate property "
    "properties immo villas land city town place world global international international earth space life love date dating singles wedding "
    "family kids baby toys mom dad pet dog horse fish bar pub cafe coffee beer wine vodka pizza restaurant kitchen cooking recipes food diet "
    "menu catering delivery supply supplies tools parts auto autos car cars taxi limo cab motorcycles boats yachts flights holiday vacations "
    "cruises tours tickets events party camp hotel hotels hostel reise reisen voyage viajes voto vote foundation charity church faith "
    "fashion style clothing shoes boutique jewelry diamonds watch watches luxury gold beauty hair salon makeup tattoo gift gifts cards "
    "christmas today now best cool buzz zone how guide tips review reviews report directory express exchange trade trading works work "
    "careers ninja rocks moe men black blue red pink rip ink bot zip mov foo day new one plus gle rsvp app ing boo dad esq phd prof "
    "nexus channel meme forum wiki community democrat republican army navy airforce actor author bible boston london paris berlin hamburg "
    "koeln wien tokyo osaka sydney melbourne miami vegas nyc istanbul moscow amsterdam brussels madrid barcelona google amazon apple "
    "microsoft android youtube gmail bmw audi sky skin codes coupons contact"
)
_FILES: Final = word_set(
    "txt md rst csv tsv xls xlsx ods doc docx odt rtf pdf ppt pptx png jpg jpeg gif svg webp bmp ico heic tif tiff mp3 mp4 wav ogg avi mov mkv webm "
    "zip tar gz tgz rar bz2 exe apk ipa dmg iso bin dll jar war html htm xml xhtml json yaml yml toml ini cfg conf env log sql db sqlite "
    "css scss less jsx tsx mjs cjs vue php phtml java class kts swift cpp hpp rb erb haml slim py pyc ipynb rs go dart lua sh bash bat ps1 "
    "tpl tmpl j2 jinja jinja2 twig liquid mustache hbs handlebars njk ejs pug vm ftl pot mo strings stringsdict xcstrings resx arb properties xliff "
    "xlf vcf ics eml msg ttf otf woff woff2 lock bak tmp old orig cert pem crt key pub wasm parquet avro"
)


def is_key(text: str) -> bool:
    """Whether a whole text is the key of one, and no host or file.

    >>> is_key("order.ready"), is_key("acme.shop"), is_key("Thanks.")
    (True, False, False)
    """
    text = text.strip()
    if len(text) > _LONGEST or _KEY.fullmatch(text) is None:
        return False
    end = text.rpartition(".")[2].lower()
    if end in _FILES or len(end) < 3:
        return False
    return end not in _HOSTS or _NO_HOST.search(text) is not None
