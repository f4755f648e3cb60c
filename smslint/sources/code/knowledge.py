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
ADDS_ONE: Final = word_set("append Append add Add write Write")
"""Those that add one thing; what they do with more differs."""
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
OF_ENUMS: Final = word_set(
    "value rawValue text message body template content getValue getText getMessage getBody getTemplate getContent"
)
"""Attributes of an entry of an enum, and their getters, whose value is the text that the entry is made with; texts have none of them."""
OF_TEXTS: Final = word_set(
    "String string NSString str Str strings util fmt Enum StringUtils TextUtils MessageFormat Kernel Objects Convert Arrays Collections Object"
)
"""Types and modules whose functions are given the text; anything else before a method is a value of its own."""
GIVEN: Final = word_set(
    "divideMessage String string Ptr requireNonNull valueOf encodeComponent QueryEscape EscapeDataString UrlEncode url_encode encodeURIComponent"
)
"""Functions that are given the text, whatever they belong to: ``aws.String("a")``."""
MUTATES: Final = word_set(
    "insert Insert setLength delete deleteCharAt deleteRange Clear clear Remove Reset removeLast removeAt removeAll removeFirst removeSubrange replaceSubrange popLast pop shift setCharAt reverse Truncate splice copyWithin __setitem__"
)
"""Methods after which a text that is being built is unknown; so are Ruby's with an exclamation mark."""
DEDENTS: Final = word_set("trimIndent stripIndent trimMargin strip_heredoc dedent cleandoc")
"""Methods that take the indentation off a text."""
NEW_LINES: Final = frozenset(
    {("Environment", "NewLine"), ("os", "EOL"), ("os", "linesep"), ("EOL",), ("System", "lineSeparator"), ("PHP_EOL",)}
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
ONLY_READ: Final = JOINS | FORMATS | CONCATS | GETS | DEDENTS | frozenset(CASES) | word_set(
    "len size length count Count Length print println printf Printf Println puts p pp inspect dump dumps stringify log Sprint Sprintln Print fmt toString ToString to_s to_str str repr "
    "bool boolean Boolean isinstance typeof type class is_a instance_of respond_to min max sum any all any? all? none? none sorted enumerate zip range reversed "
    "empty empty? is_empty isEmpty IsEmpty isNotEmpty isBlank isNotBlank isNullOrEmpty isNullOrBlank IsNullOrEmpty IsNullOrWhiteSpace blank? present? nil? presence "
    "contains Contains containsKey ContainsKey containsValue include? includes has key? has_key? value? member? exists Exists indexOf IndexOf lastIndexOf index rindex find findIndex "
    "startsWith StartsWith start_with? starts_with? startswith endsWith EndsWith end_with? ends_with? endswith hasPrefix hasSuffix HasPrefix HasSuffix equals Equals equal eql? compareTo "
    "strip lstrip rstrip trim trimStart trimEnd Trim TrimStart TrimEnd TrimSpace chomp chop squish truncate substring Substring substr slice take drop first last First Last firstOrNull lastOrNull "
    "map flatMap filter filterNot filterNotNull reject select Select Where where collect forEach ForEach each each_with_index each_pair each_value each_key for_each reduce fold inject some every "
    "flat flatten with_index compact compactMap uniq distinct keys values Keys Values entries items iterator_of toList toSet toMap to_a to_h ToList ToArray toArray toMutableList copy Clone clone dup "
    "encode decode hashCode hash split Split lines chars bytes codePointCount charAt at Add_to charCodeAt codePointAt match matches Matches test scan partition sub gsub replace_in "
    "isArray from of min_by max_by sort_by sorted_by toSorted toReversed sortedBy asSequence stream parallelStream collect joining build String string Boolean Number ord "
    "indices lastIndex isNotNull let also apply run use takeIf takeUnless plus minus times repeat ljust rjust center padStart padEnd zfill title capitalize freeze itself frozen? "
    "valueOf asList localizedStandardCompare utf8 unicodeScalars sizeof mb_strlen strlen json render translate t gettext _ ngettext escape_html escapeHtml quote html_safe "
    "[:] cap"
    "head tail second third sample hex to_i to_f to_sym intern upto symbolize_keys with_indifferent_access then yield_self divideMessage requireNonNull isdigit isalpha Errorf New"
)  # fmt: skip
"""Functions, methods and attributes that change nothing: neither the object that they belong to nor what they are given."""
READS_GIVEN: Final = ONLY_READ | word_set(
    "encodeURIComponent encodeURI escape quote quote_plus URLEncoder url_encode expect assert_equal eq post Post request Request ajax urlopen PostAsync SendAsync PostAsJsonAsync newCall enqueue perform_later perform_async delay apply_async deliver_later "
    "insert_one insertOne save create Create respond Marshal marshal urlencode StringContent FormUrlEncodedContent NewReader NewBuffer NewBufferString emit dispatch info debug warn warning error "
)  # fmt: skip
"""Functions that change nothing that they are given."""
TEXTS_CHANGED: Final = word_set(
    "<< concat replace insert prepend clear setbyte force_encoding append_as_bytes send public_send __send__ method public_method instance_eval instance_exec tap then_tap initialize_copy "
    "encode! []= method_missing"
)  # fmt: skip
"""Methods of Ruby that change a text, besides those with an exclamation mark."""
CHANGES_GIVEN: Final = word_set(
    "assign shuffle heappush heapify heappop sort Sort reverse Reverse swap Swap fill copy Strings Slice SliceStable setattr delattr Collections.sort defineProperty "
    "setPrototypeOf copyOf arraycopy delete clear merge mergeWith set unset defaults extend update"
)  # fmt: skip
"""Functions that change what they are given."""
SAME: Final = APPENDS | word_set(
    "[:] itself freeze tap apply also concat replace insert reverse sort fill push_back then_self"
)
"""Methods whose value is the object that they belong to."""
HOLDS: Final = word_set(
    "asList of listOf mutableListOf arrayListOf arrayOf mapOf mutableMapOf Array List Map Set dict list tuple partial singletonList Pair to"
)
"""Functions that put what they are given into a list or a table."""
RUNS_NOW: Final = word_set(
    "filter Where select reject find findIndex some every any any? all? sort sort_by sortBy sortedBy min_by max_by group_by groupBy each_slice each_cons each_entry each_char each_line associate "
    "associateWith associateBy filterNot mapNotNull mapIndexed forEachIndexed onEach partition fold removeIf replaceAll computeIfAbsent sumOf count then_now filter_map sum zip tap_each map! select! "
    "reject! collect! sort! sort_by! find_each in_batches find_in_batches downto step cycle loop repeat takeWhile dropWhile getOrElse getOrPut ifEmpty ifBlank fetch to_h sort_with map flat_map each_with_object flatMap"
)  # fmt: skip
"""Functions that run the functions they are given before they return, and not later."""
WILD: Final = word_set(
    "eval exec instance_eval class_eval module_eval local_variable_set instance_variable_set execScript system_eval"
)
"""Functions after which any variable may have another value."""
