package io.github.akspolicy.manifest;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.scanner.ScannerException;

/** Says what the YAML reader of Kubernetes and Helm says of a text that it refuses. */
record YamlRefusals(String text) {
    private static final String BLOCK_END = "expected <block end>";
    private static final String NO_COLON = "could not find expected ':'";

    /** What the reader says, and a part of the words of our scanner or of snakeyaml's parser for it. */
    private record Words(String part, String refusal) {}

    /** The first whose part is found holds: some problems name a token whose name is a part of others. */
    private static final List<Words> WORDS = List.of(
            new Words("expected ',' or ']'", "did not find expected ',' or ']'"),
            new Words("expected ',' or '}'", "did not find expected ',' or '}'"),
            new Words("node content", "did not find expected node content"),
            new Words("<document start>", "did not find expected <document start>"),
            new Words("document separator", "found unexpected document indicator"),
            new Words("a comment or a line break", "did not find expected comment or line break"),
            new Words("indentation indicator", "found an indentation indicator equal to 0"),
            new Words("cannot start any token", "found character that cannot start any token"),
            new Words("sequence entries", "block sequence entries are not allowed in this context"),
            new Words("mapping keys", "mapping keys are not allowed in this context"),
            new Words("mapping values", "mapping values are not allowed in this context"),
            new Words("expected ':'", NO_COLON),
            new Words("(TAB) as indentation", "found a tab character that violates indentation"),
            new Words("end of stream", "found unexpected end of stream"),
            new Words(YamlProblems.SURROGATE, "found invalid Unicode character escape code"),
            new Words(YamlProblems.TAB_IN_BLOCK, "found a tab character where an indentation space is expected"),
            new Words(YamlProblems.ANCHOR, "did not find expected alphabetic or numeric character"),
            new Words(YamlProblems.NO_ANCHOR, "did not find expected alphabetic or numeric character"),
            new Words("expected '>'", "did not find the expected '>'"),
            new Words("expected white space", "did not find expected whitespace or line break"),
            new Words("expected a URI", "did not find expected tag URI"),
            new Words("two hexadecimal digits", "did not find URI escaped octet"),
            new Words("expected UTF-8", "found an incorrect leading UTF-8 octet"),
            new Words("undefined tag handle", "found undefined tag handle"),
            new Words("duplicate YAML", "found duplicate %YAML directive"),
            new Words("duplicate tag", "found duplicate %TAG directive"),
            new Words("incompatible YAML", "found incompatible YAML document"));

    private static final Pattern VERSION = Pattern.compile("[ \t]*(\\d{1,2})\\.(\\d{1,2})(?!\\d)");
    private static final Pattern LONG_NUMBER = Pattern.compile("[ \t]*(\\d{1,2}\\.)?\\d{3}[\\s\\S]*");
    private static final Pattern MAJOR = Pattern.compile("[ \t]*\\d{1,2}(?!\\.)[\\s\\S]*");
    private static final Pattern HANDLE = Pattern.compile("[ \t]*!([-\\w]*!)?(?![-\\w])");
    private static final Pattern TAB = Pattern.compile("\n *\t");
    private static final String AFTER_DIRECTIVE = "did not find expected comment or line break";
    private static final String OTHER_VERSION = "found incompatible YAML document";
    private static final String UNKNOWN = "unknown problem parsing YAML content";

    /** The problem, and the line that the reader names: it names none for the first one. */
    String message(MarkedYAMLException e) {
        if (isOpenKey(e)) {
            return named((int) text.lines().count() + 1, NO_COLON);
        }
        String words = words(e);
        // the reader scans a directive of another version, and its parser refuses it
        boolean parsed = !(e instanceof ScannerException) || words.equals(OTHER_VERSION);
        Mark problem = words.equals(OTHER_VERSION) ? e.getContextMark() : e.getProblemMark();
        int line = line(problem, parsed || isKeyOfLastLine(e));
        if (YamlProblems.TAB_IN_BLOCK.equals(e.getProblem())) {
            line += linesToTab(e.getProblemMark().getIndex());
        }
        if (line > 0 && !parsed) {
            line++;
        } else if (line == 0) {
            line = line(e.getContextMark(), false);
        }
        return named(line, words);
    }

    /** What the reader says when a text ends behind a directive. */
    String directiveWithoutDocument() {
        long lines = text.lines().count();
        return named((int) lines, "did not find expected <document start>");
    }

    private static String named(int line, String words) {
        return line > 0 ? "line " + line + ": " + words : words;
    }

    /** Whether only the end of the text shows that no colon follows a key: nothing but comments stands behind its line. */
    private boolean isKeyOfLastLine(MarkedYAMLException e) {
        Mark key = e.getContextMark();
        if (key == null || !String.valueOf(e.getProblem()).endsWith("':'")) {
            return false;
        }
        int end = key.getIndex();
        while (end < text.length() && !YamlCursor.isBreak(text.charAt(end))) {
            end++;
        }
        return text.substring(end).lines().map(String::strip).allMatch(line -> line.isEmpty() || line.startsWith("#"));
    }

    /** Brackets that begin a line and are not closed are a key without a colon to the reader, at the end of the text. */
    private boolean isOpenKey(MarkedYAMLException e) {
        int at = e.getProblemMark().getIndex();
        if (!String.valueOf(e.getProblem()).startsWith(BLOCK_END) || at == text.length()) {
            return false;
        }
        boolean opens = text.charAt(at) == '[' || text.charAt(at) == '{';
        String line = text.substring(text.lastIndexOf('\n', at) + 1, at);
        return opens && line.isBlank() && count("[{", at) > count("]}", at);
    }

    private long count(String brackets, int from) {
        return text.substring(from)
                .chars()
                .filter(c -> brackets.indexOf(c) >= 0)
                .count();
    }

    private int linesToTab(int block) {
        Matcher tab = TAB.matcher(text);
        return tab.find(block)
                ? (int) text.substring(block, tab.end())
                        .chars()
                        .filter(c -> c == '\n')
                        .count()
                : 0;
    }

    private String words(MarkedYAMLException e) {
        String problem = String.valueOf(e.getProblem());
        if (problem.startsWith(BLOCK_END)) {
            return String.valueOf(e.getContext()).contains("collection")
                    ? "did not find expected '-' indicator"
                    : "did not find expected key";
        }
        if (problem.contains("escape") && !problem.equals(YamlProblems.SURROGATE)) {
            return escape(e.getProblemMark().getIndex());
        }
        if (problem.equals(YamlProblems.BAD_DIRECTIVE)) {
            return directive(text.substring(e.getContextMark().getIndex() + 1));
        }
        return WORDS.stream()
                .filter(words -> problem.contains(words.part()))
                .map(Words::refusal)
                .findFirst()
                .orElse(UNKNOWN);
    }

    private String escape(int at) {
        char letter = at + 1 < text.length() ? text.charAt(at + 1) : YamlCursor.END;
        if ("xuU".indexOf(letter) < 0) {
            return "found unknown escape character";
        }
        // of eight digits that are all there the number is too large
        String digits = text.substring(at + 2, Math.min(text.length(), at + 10));
        return letter == 'U' && digits.matches("\\p{XDigit}{8}")
                ? "found invalid Unicode character escape code"
                : "did not find expected hexdecimal number";
    }

    /** @param directive the text behind its percent sign */
    private static String directive(String directive) {
        int end = 0;
        while (end < directive.length() && YamlCursor.isWord(directive.charAt(end))) {
            end++;
        }
        String name = directive.substring(0, end);
        String rest = directive.substring(end);
        if (name.isEmpty()) {
            return "could not find expected directive name";
        }
        if (!rest.isEmpty() && !YamlCursor.isSpaceOrEnd(rest.charAt(0))) {
            return "found unexpected non-alphabetical character";
        }
        return switch (name) {
            case "YAML" -> version(rest);
            case "TAG" -> HANDLE.matcher(rest).lookingAt() ? AFTER_DIRECTIVE : "did not find expected '!'";
            default -> "found unknown directive name";
        };
    }

    private static String version(String rest) {
        Matcher version = VERSION.matcher(rest);
        if (version.lookingAt()) {
            String behind = rest.substring(version.end()).stripLeading();
            boolean isClean = behind.isEmpty() || behind.startsWith("#") || rest.charAt(version.end()) == '\n';
            return isClean ? OTHER_VERSION : AFTER_DIRECTIVE;
        }
        if (LONG_NUMBER.matcher(rest).matches()) {
            return "found extremely long version number";
        }
        return MAJOR.matcher(rest).matches()
                ? "did not find expected digit or '.' character"
                : "did not find expected version number";
    }

    /**
     * The line of a mark as YAML counts, from 0.
     *
     * @param afterEnd whether the reader has ended the last line of the text before it looked there
     */
    private int line(@Nullable Mark mark, boolean afterEnd) {
        if (mark == null) {
            return 0;
        }
        int line = mark.getLine();
        for (int i = 0; i < mark.getIndex(); i++) {
            char c = text.charAt(i);
            line += c == '\u0085' || c == '\u2028' || c == '\u2029' ? 1 : 0;
        }
        boolean unended = !text.isEmpty() && !YamlCursor.isBreak(text.charAt(text.length() - 1));
        return afterEnd && unended && mark.getIndex() == text.length() ? line + 1 : line;
    }
}
