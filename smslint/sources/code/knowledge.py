"""The functions and methods that make texts and lists, in all languages; no two languages mean different things by one of them."""

from __future__ import annotations

from typing import Final


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


BUILDERS: Final = _names("StringBuilder StringBuffer StringWriter StringIO NSMutableString buildString Builder Buffer")
"""What makes a text that is written piece by piece."""
APPENDS: Final = _names(
    "append Append WriteString write Write concat! << push_str add Add push appendString AppendLine appendLine writeln WriteLine puts addAll "
                        "AddRange appendFormat AppendFormat WriteRune WriteByte prepend unshift addFirst")  # fmt: skip
"""Methods that add to a text or a list that is being built."""
LINES: Final = _names("AppendLine appendLine writeln WriteLine puts")
"""Those that add a line break."""
FIRST: Final = _names("prepend unshift addFirst")
"""Those that add before all others."""
MANY: Final = _names("addAll AddRange concat")
"""Methods that add all items of another list to a list."""
BEFORE: Final = _names("insert insert_at")
"""Those that add at a place that is not followed."""
LISTS: Final = _names(
    "listOf mutableListOf arrayListOf arrayOf setOf ArrayList LinkedList List asList of mutableSetOf listOfNotNull Array StringJoiner"
)
TABLES: Final = _names(
    "mapOf mutableMapOf hashMapOf linkedMapOf HashMap LinkedHashMap TreeMap Dictionary Map MapSet ofEntries sortedMapOf"
)
PAIRS: Final = _names("entry Pair to")
GETS: Final = _names("get fetch getOrDefault getValue getOrElse GetValueOrDefault dig")
"""Methods that look up a key."""
JOINS: Final = _names("join Join joinToString joined")
"""Functions and methods that join a list with a separator."""
FORMATS: Final = _names(
    "format Format formatted Sprintf sprintf Fprintf AppendFormat localizedStringWithFormat appendFormat"
)
"""Functions and methods that fill a template."""
CONCATS: Final = _names("concat Concat plus")
THROUGH: Final = _names(
    "toString ToString to_s String string freeze dup html_safe itself valueOf "
    "requireNonNull as_str Ptr unwrap apply also toList ToArray toArray to_string compact intern"
)
"""Functions and methods that return the text they are given."""
OF_TEXTS: Final = _names(
    "String string NSString str Str strings fmt Enum StringUtils TextUtils MessageFormat Kernel Objects Convert Arrays Collections Object"
)
"""Types and modules whose functions are given the text; anything else before a method is a value of its own."""
GIVEN: Final = _names("String string Ptr requireNonNull valueOf")
"""Functions that are given the text, whatever they belong to: ``aws.String("a")``."""
MUTATES: Final = _names(
    "insert Insert setLength delete deleteCharAt deleteRange Clear clear Remove Reset removeLast removeAt pop shift setCharAt reverse Truncate"
)
"""Methods after which a text that is being built is unknown; so are Ruby's with an exclamation mark."""
DEDENTS: Final = _names("trimIndent stripIndent trimMargin strip_heredoc")
"""Methods that take the indentation off a text."""
SILENT: Final = _names(
    "toString ToString inspect hashCode GetHashCode description debugDescription Error to_s String noSuchMethod"
)
"""Functions that describe an object to its developers."""
LOOPS: Final = _names(
    "each forEach ForEach each_with_index each_pair each_value each_key times map Select flatMap collect for_each reduce inject with_index upto step"
)
"""Methods that call the function they are given once for each item."""
ONCE: Final = _names(
    "run with let apply also use synchronized transaction tap runBlocking withContext buildString lock"
)
"""Functions that call the function they are given once."""
