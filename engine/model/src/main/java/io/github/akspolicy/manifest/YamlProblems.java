package io.github.akspolicy.manifest;

import java.util.Locale;
import java.util.Set;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Says in our words what snakeyaml complains about: its own messages quote the text, which may be a secret. */
final class YamlProblems {
    static final String GENERIC = "this is not valid YAML";
    static final String AFTER_END =
            "text follows the end of the document, and kubectl ignores it: put a line '---' before the next document";
    static final String DIRECTIVE =
            "YAML directives (lines that begin with %) cannot stand in manifests: remove this line";

    static final String MARK =
            "a byte order mark (U+FEFF) stands inside of the document, and kubectl may skip the first character of the"
                    + " lines behind it: remove it";
    static final String TAB_IN_BLOCK =
            "the text of this block begins with a tab: YAML allows only spaces in its indentation, so replace it by"
                    + " spaces";
    static final String SURROGATE =
            "YAML has no \\u escapes for halves of a surrogate pair: write the character itself or its \\U escape of"
                    + " eight digits";
    static final String ANCHOR = "kubectl accepts only letters, digits, '-' and '_' in the name of an anchor";
    static final String NO_ANCHOR = "an anchor or alias needs a name: put the value in quotes if none is meant";
    static final String BAD_DIRECTIVE = "expected a known directive";

    /** Problems that are found by {@link YamlScanner} in words of their own. */
    private static final Set<String> OWN = Set.of(TAB_IN_BLOCK, SURROGATE, ANCHOR, NO_ANCHOR);

    private YamlProblems() {}

    /** Whether no document begins where one must. */
    static boolean isAboutDocumentStart(MarkedYAMLException e) {
        return lower(e.getProblem()).contains("document start");
    }

    /** Whether the place to mend is where the construct begins, not where the parser gave up. */
    static boolean isAboutContext(MarkedYAMLException e) {
        String problem = lower(e.getProblem());
        return e.getContextMark() != null
                && (problem.contains("unexpected end of stream")
                        || problem.contains("unexpected document separator")
                        || problem.contains("could not find expected ':'")
                        || problem.equals(BAD_DIRECTIVE)
                        || OWN.contains(e.getProblem()));
    }

    /** @param documents documents that have begun */
    static String message(MarkedYAMLException e, int documents) {
        if (OWN.contains(e.getProblem())) {
            return e.getProblem();
        }
        String problem = lower(e.getProblem());
        if (problem.contains("(tab)")) {
            return "a tab character is used for indentation: YAML allows only spaces there, so replace it by spaces";
        }
        if (problem.contains("unexpected end of stream") || problem.contains("unexpected document separator")) {
            return "this quoted text is not closed: add the closing quote";
        }
        if (problem.contains("could not find expected ':'")) {
            return "this line is neither 'key: value' nor a list item: add the missing ':' or correct the indentation";
        }
        if (problem.contains("mapping values are not allowed")) {
            return "a second ': ' stands where a value was expected: put the value in quotes, or begin a new line";
        }
        if (problem.contains("mapping keys are not allowed")) {
            return "'? ' cannot stand here: put the value in quotes, or begin a new line";
        }
        if (problem.contains("sequence entries are not allowed")) {
            return "a list item '- ' cannot stand here: begin a new line, or put the value in quotes";
        }
        if (problem.contains("cannot start any token")) {
            return "no value can begin with this character: put the value in quotes";
        }
        if (problem.contains("<block end>")) {
            return "the indentation does not fit, or quotes, brackets or a key are misplaced: this does not continue the "
                    + construct(e) + since(e.getContextMark(), e.getProblemMark());
        }
        if (problem.contains("expected ',' or")) {
            return "a ',' or the closing " + (problem.contains("']'") ? "']'" : "'}'") + " is missing before this"
                    + since(e.getContextMark(), e.getProblemMark());
        }
        if (problem.contains("node content")) {
            return "a value is missing here";
        }
        if (problem.contains("escape")) {
            return "this escape sequence does not exist in double quotes: write '\\\\' for a backslash, or use single"
                    + " quotes";
        }
        if (problem.contains("undefined tag handle")) {
            return "this tag has an undefined prefix: put the value in quotes if no tag is meant";
        }
        if (problem.contains("indentation indicator") || problem.contains("a comment or a line break")) {
            return "only an indentation digit, '+', '-' or a comment may follow '|' and '>' on their line";
        }
        if (problem.equals(BAD_DIRECTIVE)) {
            return DIRECTIVE;
        }
        if (problem.contains("document start")) {
            return documents > 0 ? AFTER_END : DIRECTIVE;
        }
        return GENERIC;
    }

    private static String lower(String problem) {
        return problem == null ? "" : problem.toLowerCase(Locale.ROOT);
    }

    private static String construct(MarkedYAMLException e) {
        return lower(e.getContext()).contains("collection") ? "list" : "mapping";
    }

    /** The lines of marks count from the start of their document, but their distance holds anywhere. */
    private static String since(Mark from, Mark to) {
        if (from == null || to == null || from.getLine() == to.getLine()) {
            return "";
        }
        int lines = to.getLine() - from.getLine();
        return " that begins " + lines + (lines == 1 ? " line" : " lines") + " above";
    }
}
