package io.github.akspolicy.configuration;

import io.github.akspolicy.evaluate.SafeText;
import io.github.akspolicy.source.SetValue;
import io.github.akspolicy.source.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Words and scalars of a configuration as they are written. */
final class SettingText {
    static final String CHART = "chart";
    static final String MANIFESTS = "manifests";
    static final String CLUSTER = "cluster";
    static final String TERRAFORM = "terraform";

    /** The entry of the usual baseline. */
    static final String BASELINE = "baseline: policy-baseline.yaml";

    /** What YAML reads as text, and as no other type, in any place. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_./][A-Za-z0-9_./-]*");

    private static final Pattern WORD = Pattern.compile("(?i)true|false|yes|no|on|off|y|n|null|\\.inf|\\.nan|\\.");
    private static final Pattern SPECIAL = Pattern.compile("[*?\\[\\]{}\\\\]");

    private SettingText() {}

    static String words(String kind) {
        return switch (kind) {
            case CHART -> "charts";
            case CLUSTER -> "definitions of clusters";
            case TERRAFORM -> "root modules of Terraform";
            default -> "files of manifests";
        };
    }

    static String scalar(String text) {
        boolean isPlain = PLAIN.matcher(text).matches()
                && (text.equals(".") || !WORD.matcher(text).matches());
        return isPlain ? text : quoted(text);
    }

    static String quoted(String text) {
        return SafeText.quoted(text);
    }

    static String list(List<String> texts) {
        return texts.stream().map(SettingText::scalar).collect(Collectors.joining(", ", "[", "]"));
    }

    /** A path as a pattern that matches it alone. */
    static String glob(Path path) {
        return SPECIAL.matcher(Workspace.slashes(path)).replaceAll("\\\\$0");
    }

    static String key(SetValue.Type type) {
        return switch (type) {
            case SET -> "set";
            case SET_STRING -> "setString";
            case SET_JSON -> "setJson";
            case SET_FILE -> "setFile";
        };
    }
}
