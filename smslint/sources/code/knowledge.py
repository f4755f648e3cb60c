"""The functions and methods that make texts and lists, in all languages; no two languages mean different things by one of them."""

from __future__ import annotations

from typing import Final

from smslint.vocabulary import word_set

BUILDERS: Final = word_set(
    "StringBuilder StringBuffer StringWriter StringIO NSMutableString buildString Builder Buffer"
)
"""What makes a text that is written piece by piece."""
APPENDS: Final = word_set(
    "append Append WriteString write Write concat! << push_str add Add push extend appendString AppendLine appendLine writeln WriteLine puts addAll "
                        "AddRange appendFormat AppendFormat WriteRune WriteByte prepend unshift addFirst")  # fmt: skip
"""Methods that add to a text or a list that is being built."""
LINES: Final = word_set("AppendLine appendLine writeln WriteLine puts")
"""Those that add a line break."""
FIRST: Final = word_set("prepend unshift addFirst")
"""Those that add before all others."""
MANY: Final = word_set("addAll AddRange concat extend")
"""Methods that add all items of another list to a list."""
BEFORE: Final = word_set("insert insert_at")
"""Those that add at a place that is not followed."""
LISTS: Final = word_set(
    "listOf mutableListOf arrayListOf arrayOf setOf ArrayList LinkedList List asList of mutableSetOf listOfNotNull Array StringJoiner"
)
TABLES: Final = word_set(
    "mapOf mutableMapOf hashMapOf linkedMapOf HashMap LinkedHashMap TreeMap Dictionary Map MapSet ofEntries sortedMapOf"
)
PAIRS: Final = word_set("entry Pair to")
GETS: Final = word_set("get fetch getOrDefault getValue getOrElse GetValueOrDefault dig")
"""Methods that look up a key."""
JOINS: Final = word_set("join Join joinToString joined")
"""Functions and methods that join a list with a separator."""
FORMATS: Final = word_set(
    "format Format formatted Sprintf sprintf Fprintf AppendFormat localizedStringWithFormat appendFormat"
)
"""Functions and methods that fill a template."""
CONCATS: Final = word_set("concat Concat plus")
THROUGH: Final = word_set(
    "toString ToString to_s String string freeze dup html_safe itself valueOf "
    "divideMessage requireNonNull as_str Ptr unwrap apply also addingPercentEncoding encodeComponent QueryEscape EscapeDataString UrlEncode url_encode encodeURIComponent toList ToArray toArray to_string compact intern"
)
"""Functions and methods that return the text they are given."""
OF_TEXTS: Final = word_set(
    "String string NSString str Str strings util fmt Enum StringUtils TextUtils MessageFormat Kernel Objects Convert Arrays Collections Object"
)
"""Types and modules whose functions are given the text; anything else before a method is a value of its own."""
GIVEN: Final = word_set(
    "divideMessage String string Ptr requireNonNull valueOf encodeComponent QueryEscape EscapeDataString UrlEncode url_encode encodeURIComponent"
)
"""Functions that are given the text, whatever they belong to: ``aws.String("a")``."""
MUTATES: Final = word_set(
    "insert Insert setLength delete deleteCharAt deleteRange Clear clear Remove Reset removeLast removeAt pop shift setCharAt reverse Truncate splice copyWithin __setitem__"
)
"""Methods after which a text that is being built is unknown; so are Ruby's with an exclamation mark."""
DEDENTS: Final = word_set("trimIndent stripIndent trimMargin strip_heredoc dedent cleandoc")
"""Methods that take the indentation off a text."""
NEW_LINES: Final = frozenset(
    {("Environment", "NewLine"), ("os", "EOL"), ("os", "linesep"), ("EOL",), ("System", "lineSeparator")}
)
"""What a line break is called; ``\\r\\n`` on a server with Windows."""
SILENT: Final = word_set(
    "toString ToString inspect hashCode GetHashCode description debugDescription Error to_s String noSuchMethod"
)
"""Functions that describe an object to its developers."""
LOOPS: Final = word_set(
    "each forEach ForEach each_with_index each_pair each_value each_key times map Select flatMap collect for_each reduce inject with_index upto step"
)
"""Methods that call the function they are given once for each item."""
ONCE: Final = word_set(
    "run with let apply also use synchronized transaction tap runBlocking withContext buildString lock"
)
"""Functions that call the function they are given once."""
CASES: Final = {
    **dict.fromkeys(
        word_set("upper toUpperCase toLocaleUpperCase ToUpper ToUpperInvariant upcase uppercase uppercased"), str.upper
    ),
    **dict.fromkeys(
        word_set("lower toLowerCase toLocaleLowerCase ToLower ToLowerInvariant downcase lowercase lowercased"),
        str.lower,
    ),
}
"""Methods that change all letters of a text."""
