package io.github.akspolicy.helm.branch;

import java.util.Set;

/** What the functions of Go templates, Sprig and Helm do with their arguments, by name. */
final class TemplateFunctions {
    /** Functions whose result depends on the clock or the time zone of the render. */
    static final Set<String> TIME =
            Set.of("now", "ago", "date", "dateInZone", "date_in_zone", "htmlDate", "htmlDateInZone", "durationRound");

    /** Functions whose result is another one in each render. */
    static final Set<String> RANDOM = Set.of(
            "randAlphaNum",
            "randAlpha",
            "randAscii",
            "randNumeric",
            "randBytes",
            "randInt",
            "uuidv4",
            "shuffle",
            "genCA",
            "genCAWithKey",
            "genSelfSignedCert",
            "genSelfSignedCertWithKey",
            "genSignedCert",
            "genSignedCertWithKey",
            "genPrivateKey",
            "bcrypt",
            "htpasswd",
            "encryptAES");

    /** Functions that ask the machine that renders. */
    static final Set<String> ENVIRONMENT = Set.of("env", "expandenv", "getHostByName");

    /** Functions that ask a value what it is, not what is in it. */
    static final Set<String> ABOUT =
            Set.of("hasKey", "kindOf", "kindIs", "typeOf", "typeIs", "typeIsLike", "empty", "not", "len", "fail");
    /** Functions whose result is one of their arguments, or holds them. */
    static final Set<String> KEEPING = Set.of(
            "",
            "deepCopy",
            "mustDeepCopy",
            "omit",
            "pick",
            "merge",
            "mergeOverwrite",
            "mustMerge",
            "mustMergeOverwrite",
            "required",
            "unset",
            "and",
            "or",
            "default",
            "coalesce",
            "ternary");

    /** Functions whose result is an item of a list, or another list of its items. */
    static final Set<String> OF_ITEMS =
            Set.of("first", "last", "rest", "initial", "append", "prepend", "concat", "uniq", "compact", "reverse");

    /** Functions that write the texts they are given as they are, or as strings of YAML, JSON or Go. */
    static final Set<String> WRITING = Set.of(
            "toYaml",
            "mustToYaml",
            "toJson",
            "mustToJson",
            "toPrettyJson",
            "mustToPrettyJson",
            "toRawJson",
            "mustToRawJson",
            "toString",
            "toStrings",
            "quote",
            "squote",
            "indent",
            "nindent",
            "trim",
            "print",
            "println",
            "printf",
            "cat",
            "join",
            "keys",
            "sortAlpha");

    /** Functions whose result is their arguments side by side. */
    static final Set<String> JOINING =
            Set.of("print", "println", "printf", "cat", "join", "list", "tuple", "concat", "");

    /** Functions whose result has no braces. */
    static final Set<String> BRACELESS = Set.of(
            "eq",
            "ne",
            "lt",
            "le",
            "gt",
            "ge",
            "contains",
            "hasPrefix",
            "hasSuffix",
            "has",
            "mustHas",
            "int",
            "int64",
            "float64",
            "toDecimal",
            "atoi",
            "add",
            "add1",
            "sub",
            "mul",
            "div",
            "mod",
            "max",
            "min",
            "round",
            "floor",
            "ceil",
            "until",
            "untilStep",
            "seq",
            "semverCompare",
            "regexMatch",
            "mustRegexMatch",
            "all",
            "any",
            "b64enc",
            "b32enc",
            "sha1sum",
            "sha256sum",
            "sha512sum",
            "adler32sum",
            "randAlphaNum",
            "randAlpha",
            "randNumeric",
            "randInt",
            "uuidv4",
            "now",
            "unixEpoch",
            "isAbs",
            "deepEqual",
            "kindOf",
            "kindIs",
            "typeOf",
            "typeIs",
            "typeIsLike",
            "empty",
            "not",
            "len",
            "hasKey",
            "fail");

    /** Functions whose first argument is a mapping that they change. */
    static final Set<String> CHANGING = Set.of("merge", "mergeOverwrite", "mustMerge", "mustMergeOverwrite");

    /** Functions that make a mapping that shares nothing with others. */
    static final Set<String> FRESH = Set.of("deepCopy", "mustDeepCopy", "fromYaml", "fromJson");

    /** Functions that write a text in other letters, a number that is computed, or a certificate of its texts. */
    private static final Set<String> DECORATING = Set.of(
            "lower",
            "upper",
            "title",
            "untitle",
            "kebabcase",
            "snakecase",
            "addf",
            "subf",
            "mulf",
            "divf",
            "buildCustomCert");

    private TemplateFunctions() {}

    /** Whether what comes out of a function has what was put in, and says no more about it. */
    static boolean writesAsIs(String function) {
        return WRITING.contains(function)
                || BRACELESS.contains(function)
                || KEEPING.contains(function)
                || OF_ITEMS.contains(function)
                || TIME.contains(function)
                || RANDOM.contains(function)
                || DECORATING.contains(function);
    }
}
