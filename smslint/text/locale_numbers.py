"""The digits of each locale, and the sign that it puts between thousands, from CLDR.

A text for a language without a region may be formatted for any region of it: a program that has only ``en.json`` writes ``1,234`` in
the United States and ``1 234``, with a space that is not in GSM-7, in South Africa. The locales with digits of their own may also use
the Latin ones, because programs choose. A version of CLDR may differ from another in a sign.
"""

from __future__ import annotations

from functools import cache
from typing import Final

_NOW: Final = {"in": "id", "iw": "he", "ji": "yi", "no": "nb", "tl": "fil"}
"""Codes of languages that catalogues still use, and those that CLDR has."""


@cache
def characters(locale: str) -> str | None:
    """The digits and then the signs between thousands, with which a locale may write a whole number; ``None`` for an unknown locale.

    >>> characters("en-US")
    '0123456789,'
    """
    subtags = locale.replace("_", "-").split("-")
    language = subtags[0].lower()
    keys = _keys().get(_NOW.get(language, language))
    if keys is None:
        return None
    wanted = {_shape(subtag) for subtag in subtags[1:]}
    of_locale = [key for tags, key in keys if wanted <= tags]
    if not of_locale:  # a region or a script for which CLDR has nothing of its own
        of_locale = [key for tags, key in keys if any(subtag in tags for subtag in wanted)] or [key for _, key in keys]
    found = dict.fromkeys("".join(of_locale))
    zeros = [char for char in found if char.isdigit()]
    return "".join(chr(ord(zero) + step) for zero in zeros for step in range(10)) + "".join(
        char for char in found if not char.isdigit()
    )


def _shape(subtag: str) -> str:
    return subtag.title() if len(subtag) == 4 else subtag.upper()


@cache
def _keys() -> dict[str, list[tuple[frozenset[str], str]]]:
    """By language: the script and the region of each locale, and its key in the table."""
    found: dict[str, list[tuple[frozenset[str], str]]] = {}
    for key, locales in _TABLE.items():
        for locale in locales.split():
            language, *more = locale.split("-")
            found.setdefault(language, []).append((frozenset(more), key))
    return found


# made by tests/text/cldr.py
_TABLE: Final[dict[str, str]] = {
    "0,": """
aa aa-DJ aa-ER aa-ET ab ab-GE ak ak-GH am am-ET an an-ES ann ann-NG apc apc-SY ar ar-001 ar-AE ar-EH arn arn-CL asa asa-TZ bal bal-Arab
bal-Arab-PK bal-Latn bal-Latn-PK bem bem-ZM bew bew-ID bez bez-TZ blt blt-VN bm bm-ML bm-Nkoo bm-Nkoo-ML bo bo-CN bo-IN brx brx-IN bss
bss-CM byn byn-ER cad cad-US cch cch-NG ce ce-RU ceb ceb-PH cgg cgg-UG cho cho-US chr chr-US cic cic-US co co-FR cop cop-EG csw csw-CA cu
cu-RU cy cy-GB dav dav-KE doi doi-IN dv dv-MV ebu ebu-KE ee ee-GH ee-TG en en-001 en-150 en-AE en-AG en-AI en-AS en-AU en-BB en-BI en-BM
en-BS en-BW en-BZ en-CA en-CC en-CK en-CM en-CX en-CY en-DG en-DM en-Dsrt en-Dsrt-US en-ER en-FJ en-FK en-FM en-GB en-GD en-GG en-GH en-GI
en-GM en-GS en-GU en-GY en-HK en-IE en-IL en-IM en-IN en-IO en-JE en-JM en-KE en-KI en-KN en-KY en-LC en-LR en-LS en-MG en-MH en-MO en-MP
en-MS en-MT en-MU en-MV en-MW en-MY en-NA en-NF en-NG en-NR en-NU en-NZ en-PG en-PH en-PK en-PN en-PR en-PW en-RW en-SB en-SC en-SD en-SG
en-SH en-SL en-SS en-SX en-SZ en-Shaw en-Shaw-GB en-TC en-TK en-TO en-TT en-TV en-TZ en-UG en-UM en-US en-VC en-VG en-VI en-VU en-WS en-ZM
en-ZW es-419 es-BR es-BZ es-CU es-DO es-GT es-HN es-MX es-NI es-PA es-PE es-PR es-SV es-US fil fil-PH frr frr-DE ga ga-GB ga-IE gaa gaa-GH
gd gd-GB gez gez-ER gez-ET gn gn-PY gu gu-IN guz guz-KE gv gv-IM ha ha-Arab ha-Arab-NG ha-Arab-SD ha-GH ha-NE ha-NG haw haw-US he he-IL hi
hi-IN hi-Latn hi-Latn-IN ig ig-NG ii ii-CN io io-001 iu iu-CA iu-Latn iu-Latn-CA ja ja-JP jbo jbo-001 jmc jmc-TZ kaa kaa-Cyrl kaa-Cyrl-UZ
kaa-Latn kaa-Latn-UZ kaj kaj-NG kam kam-KE kcg kcg-NG kde kde-TZ ken ken-CM ki ki-KE kk-Arab kk-Arab-CN kln kln-KE km km-KH kn kn-IN ko
ko-CN ko-KP ko-KR kok kok-Deva kok-Deva-IN kok-Latn kok-Latn-IN kpe kpe-GN kpe-LR ks-Deva ks-Deva-IN ksb ksb-TZ kw kw-GB kxv kxv-Deva
kxv-Deva-IN kxv-Latn kxv-Latn-IN kxv-Orya kxv-Orya-IN kxv-Telu kxv-Telu-IN la la-VA lag lag-TZ lg lg-UG lkt lkt-US ltg ltg-LV luo luo-KE
luy luy-KE mai mai-IN mas mas-KE mas-TZ mdf mdf-RU mer mer-KE mg mg-MG mgo mgo-CM mhn mhn-IT mi mi-NZ mic mic-CA ml ml-IN mn mn-MN mn-Mong
mn-Mong-CN mn-Mong-MN moh moh-CA ms ms-Arab ms-Arab-MY ms-MY ms-SG mt mt-MT mus mus-US myv myv-RU naq naq-NA nd nd-ZW nus nus-SS nv nv-US
ny ny-MW nyn nyn-UG om om-ET om-KE or or-IN osa osa-US pa pa-Guru pa-Guru-IN pap pap-AW pap-CW pcm pcm-NG pis pis-SB qu qu-EC qu-PE quc
quc-GT rhg rhg-Rohg rhg-Rohg-BD rhg-Rohg-MM rif rif-MA rof rof-TZ rwk rwk-TZ saq saq-KE sbp sbp-TZ sd-Deva sd-Deva-IN shn shn-MM shn-TH si
si-LK sid sid-ET skr skr-PK sma sma-NO sma-SE smj smj-NO smj-SE sms sms-FI sn sn-ZW so so-DJ so-ET so-KE so-SO ssy ssy-ER st st-LS st-ZA
sw sw-KE sw-TZ sw-UG syr syr-IQ syr-SY ta ta-IN ta-LK ta-MY ta-SG te te-IN teo teo-KE teo-UG th th-TH ti ti-ER ti-ET tig tig-ER to to-TO
tpi tpi-PG trv trv-TW trw trw-PK ug ug-CN ur ur-PK vai vai-Latn vai-Latn-LR vai-Vaii vai-Vaii-LR vo vo-001 vun vun-TZ wa wa-BE wal wal-ET
wbp wbp-AU xnr xnr-IN xog xog-UG yi yi-UA yo yo-BJ yo-NG yue yue-Hans yue-Hans-CN yue-Hant yue-Hant-CN yue-Hant-HK yue-Hant-MO za za-CN zh
zh-Hans zh-Hans-CN zh-Hans-HK zh-Hans-MO zh-Hans-MY zh-Hans-SG zh-Hant zh-Hant-HK zh-Hant-MO zh-Hant-MY zh-Hant-TW zh-Latn zh-Latn-CN zu
zu-ZA
""",
    "0,.": """
az-Cyrl az-Cyrl-AZ fur fur-IT nds nds-DE nds-NL scn scn-IT vmw vmw-MZ
""",
    "0,\xa0": """
ba ba-RU ksh ksh-DE oc oc-ES oc-FR os os-GE os-RU prg prg-PL szl szl-PL tyv tyv-RU
""",
    "0,\u2019'": """
lmo lmo-IT wae wae-CH
""",
    "0.": """
ar-DZ ar-LY ar-MA ar-TN ast ast-ES az az-Latn az-Latn-AZ bs bs-Cyrl bs-Cyrl-BA bs-Latn bs-Latn-BA ca ca-AD ca-ES ca-FR ca-IT da da-DK
da-GL de de-BE de-DE de-IT de-LU dsb dsb-DE el el-CY el-GR en-AT en-BE en-DE en-DK en-ES en-ID en-IT en-NL en-PL en-RO en-SI es es-AR
es-BO es-CL es-CO es-EA es-EC es-ES es-GQ es-IC es-PH es-PY es-UY es-VE eu eu-ES fo fo-DK fo-FO fr-LU fy fy-NL gl gl-ES hr hr-BA hr-HR hsb
hsb-DE ia ia-001 id id-ID is is-IS it it-IT it-SM it-VA jgo jgo-CM jv jv-ID kgp kgp-BR kkj kkj-CM kl kl-GL ku ku-TR lb lb-LU lij lij-IT
lld lld-IT ln ln-AO ln-CD ln-CF ln-CG lo lo-LA lu lu-CD mgh mgh-MZ mk mk-MK ms-BN ms-ID mua mua-CM nl nl-AW nl-BE nl-BQ nl-CW nl-NL nl-SR
nl-SX nnh nnh-CM pt pt-BR qu-BO rn rn-BI ro ro-MD ro-RO rw rw-RW sc sc-IT seh seh-MZ sg sg-CF sl sl-SI sr sr-Cyrl sr-Cyrl-BA sr-Cyrl-ME
sr-Cyrl-RS sr-Cyrl-XK sr-Latn sr-Latn-BA sr-Latn-ME sr-Latn-RS sr-Latn-XK su su-Latn su-Latn-ID sw-CD tr tr-CY tr-TR vi vi-VN wo wo-SN yrl
yrl-BR yrl-CO yrl-VE
""",
    "0.,": """
ms-Arab-BN
""",
    "0.\xa0": """
de-AT
""",
    "0\xa0": """
af af-NA af-ZA agq agq-CM bas bas-CM be be-BY bg bg-BG blo blo-BJ br br-FR cs cs-CZ cv cv-RU dje dje-NE dua dua-CM dyo dyo-SN en-CZ en-FI
en-HU en-NO en-PT en-SE en-SK en-ZA es-CR et et-EE ewo ewo-CM ff ff-Latn ff-Latn-BF ff-Latn-CM ff-Latn-GH ff-Latn-GM ff-Latn-GN ff-Latn-GW
ff-Latn-LR ff-Latn-MR ff-Latn-NE ff-Latn-NG ff-Latn-SL ff-Latn-SN fi fi-FI fr-CA ht ht-HT hu hu-HU hy hy-AM ie ie-EE ka ka-GE kab kab-DZ
kea kea-CV khq khq-ML kk kk-Cyrl kk-Cyrl-KZ kk-KZ ksf ksf-CM ky ky-KG lt lt-LT lv lv-LV mfe mfe-MU nb nb-NO nb-SJ nmg nmg-CM nn nn-NO no
nr nr-ZA pl pl-PL pt-AO pt-CH pt-CV pt-GQ pt-GW pt-LU pt-MO pt-MZ pt-PT pt-ST pt-TL ru ru-BY ru-KG ru-KZ ru-MD ru-RU ru-UA sah sah-RU se
se-FI se-NO se-SE ses ses-ML shi shi-Latn shi-Latn-MA shi-Tfng shi-Tfng-MA sk sk-SK smn smn-FI sq sq-AL sq-MK sq-XK ss ss-SZ ss-ZA sv
sv-AX sv-FI sv-SE tg tg-TJ tk tk-TM tok tok-001 ts ts-ZA tt tt-RU twq twq-NE tzm tzm-MA uk uk-UA uz uz-Cyrl uz-Cyrl-UZ uz-Latn uz-Latn-UZ
ve ve-ZA xh xh-ZA yav yav-CM zgh zgh-MA
""",
    "0\xa0,": """
nso nso-ZA
""",
    "0\xa0\u202f": """
eo eo-001
""",
    "0\u0660\u066c,": """
ar-BH ar-DJ ar-EG ar-ER ar-IL ar-IQ ar-JO ar-KM ar-KW ar-OM ar-PS ar-QA ar-SA ar-SD ar-SO ar-SS ar-SY ar-TD ar-YE ckb ckb-IQ ckb-IR sd
sd-Arab sd-Arab-PK sdh sdh-IQ sdh-IR
""",
    "0\u0660\u066c.": """
ar-LB ar-MR
""",
    "0\u06f0\u066c,": """
fa fa-AF fa-IR lrc lrc-IQ lrc-IR mzn mzn-IR pa-Arab pa-Arab-PK ur-IN
""",
    "0\u06f0\u066c,.": """
az-Arab az-Arab-IQ az-Arab-IR az-Arab-TR
""",
    "0\u06f0\u066c.": """
ps ps-AF ps-PK uz-Arab uz-Arab-AF
""",
    "0\u06f0\u066c\u060c": """
bgn bgn-AE bgn-AF bgn-IR bgn-OM bgn-PK ks ks-Arab ks-Arab-IN
""",
    "0\u07c0\u060c": """
nqo nqo-GN
""",
    "0\u0966,": """
bgc bgc-IN bho bho-IN mr mr-IN ne ne-IN ne-NP raj raj-IN sa sa-IN
""",
    "0\u0966\u1c50,": """
sat-Deva sat-Deva-IN
""",
    "0\u09e6,": """
as as-IN bn bn-BD bn-IN mni mni-Beng mni-Beng-IN
""",
    "0\u0f20,": """
dz dz-BT
""",
    "0\u1040,": """
my my-MM
""",
    "0\u1c50,": """
sat sat-Olck sat-Olck-IN
""",
    "0\u2019'": """
de-CH de-LI en-CH gsw gsw-CH gsw-FR gsw-LI it-CH tn tn-BW tn-ZA
""",
    "0\u2019\u202f'": """
rm rm-CH
""",
    "0\u202f.\xa0": """
fr-MA
""",
    "0\u202f\xa0": """
en-FR fr fr-BE fr-BF fr-BI fr-BJ fr-BL fr-CD fr-CF fr-CG fr-CI fr-CM fr-DJ fr-DZ fr-FR fr-GA fr-GF fr-GN fr-GP fr-GQ fr-HT fr-KM fr-MC
fr-MF fr-MG fr-ML fr-MQ fr-MR fr-MU fr-NC fr-NE fr-PF fr-PM fr-RE fr-RW fr-SC fr-SN fr-SY fr-TD fr-TG fr-TN fr-VU fr-WF fr-YT vec vec-IT
""",
    "0\u202f\u2019'": """
fr-CH
""",
    "0\uabf0\u09e6,": """
mni-Mtei mni-Mtei-IN
""",
    "0\U00011136,": """
ccp ccp-BD ccp-IN
""",
    "0\U0001e140,": """
hnj hnj-Hmnp hnj-Hmnp-US
""",
    "0\U0001e950,\u2e41": """
ff-Adlm ff-Adlm-BF ff-Adlm-CM ff-Adlm-GH ff-Adlm-GM ff-Adlm-GN ff-Adlm-GW ff-Adlm-LR ff-Adlm-MR ff-Adlm-NE ff-Adlm-NG ff-Adlm-SL
ff-Adlm-SN
""",
}
# end of what is made
