package io.github.akspolicy.manifest;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A form in which files hold a place for what a pipeline fills in before they are applied. Counted on 120 repositories that
 * deploy to AKS (2026-11-30): 58 hold such places in manifests, or fill them in.
 */
public enum PlaceholderForm {
    /**
     * Of envsubst, Flux, clusterctl and shells, with a default or not; of GitHub and Azure Pipelines with two braces. Parameters of
     * storage classes have {@code ${pvc.namespace}} and the like, which the provisioner of Kubernetes fills in.
     */
    DOLLAR_BRACES(
            "${X}",
            "\\$\\{\\{[^{}\\n]{1,200}+\\}\\}|\\$\\{(?!(?:pvc|pv|volumesnapshot)\\.)[ \\t]{0,8}+[A-Za-z_][^{}\\n]{0,200}+\\}",
            "\\$\\{\\{?[ \\t]*+(?<name>[\\w.-]+?)[ \\t]*+(?::?[-=+?][^}]*+)?\\}\\}?",
            true),
    /** Of Azure Pipelines. In commands, arguments and variables of containers it is Kubernetes' own. */
    PARENTHESES("$(X)", "\\$\\([A-Za-z_][\\w.-]{0,200}+\\)", "\\$\\((?<name>[^()]++)\\)", true),
    /** Of Replace Tokens and Octopus. */
    HASH("#{X}#", "#\\{[^{}\\n]{1,200}+\\}#?", "#\\{[ \\t]*+(?<name>[^{}]+?)[ \\t]*+\\}#?", true),
    /** Of Replace Tokens. */
    UNDERSCORES(
            "__X__",
            "(?<![A-Za-z0-9_])__[A-Za-z](?:[A-Za-z0-9.-]|_(?!_)){0,200}+__(?![A-Za-z0-9_])",
            "__(?<name>.+)__",
            true),
    /** Of Mustache, Jinja and their like. In a chart it is Helm's own. */
    BRACES("{{ X }}", "\\{\\{[^{}\\n]{1,200}+\\}\\}", "\\{\\{-?[ \\t]*+\\.?(?<name>[^{}]+?)[ \\t]*+-?\\}\\}", true),
    /** Of people, for people. */
    ANGLES("<X>", "<(?!nil>|no value>|none>|path:)[A-Za-z][\\w .:|-]{0,200}+>", "<(?<name>[^<>]++)>", false),
    /** Of Windows. */
    PERCENT("%X%", "%[A-Za-z_][A-Za-z0-9_]{2,200}+%", "%(?<name>[^%]++)%", false),
    /** Of envsubst; in capitals only, since a word of a password may begin with a dollar. */
    DOLLAR("$X", "(?<!\\$)\\$[A-Z_][A-Z0-9_]{1,200}+(?![A-Za-z0-9_({])", "\\$(?<name>\\w++)", false),
    /** Of people, for people and {@code sed}. */
    WORDS(
            "REPLACE_ME",
            "(?<![A-Za-z0-9])(?:(?i:(?:re-?place|change)[-_]?(?:me|this|it|with|here|your)(?:[-_][a-z0-9]{1,60}+){0,12}+"
                    + "|(?:insert|enter|fill|put|add)[-_](?:your|here|me|this|it|in)(?:[-_][a-z0-9]{1,60}+){0,12}+"
                    + "|your(?:[-_][a-z0-9]{1,60}+){1,12}+)"
                    + "|YOUR(?: [A-Z0-9_]{1,60}+){1,6}+"
                    + "|(?:[A-Z][A-Z0-9]{0,60}+_){0,8}PLACEHOLDER(?:_[A-Z0-9]{1,60}+){0,8}+)(?![A-Za-z0-9])",
            "(?<name>.+)",
            false);

    private final String word;
    private final String regex;
    private final String naming;
    private final boolean isCertain;

    PlaceholderForm(String word, String regex, String naming, boolean isCertain) {
        this.word = word;
        this.regex = regex;
        this.naming = naming;
        this.isCertain = isCertain;
    }

    /** The form of this word, or empty. */
    public static Optional<PlaceholderForm> of(String word) {
        return Arrays.stream(values()).filter(form -> form.word.equals(word)).findFirst();
    }

    /** An expression that finds it in a text, in time that grows with the text. */
    public String regex() {
        return regex;
    }

    /** Whether nothing else is written so: the others are placeholders in a value without white space only. */
    boolean isCertain() {
        return isCertain;
    }

    /** What of a placeholder is its name: {@code TAG} of {@code ${TAG:-latest}}; the whole where it has none. */
    String name(String placeholder) {
        var matcher = Pattern.compile(naming).matcher(placeholder);
        return matcher.matches() ? matcher.group("name") : placeholder;
    }

    /** The word for configuration and documentation. */
    @Override
    public String toString() {
        return word;
    }
}
