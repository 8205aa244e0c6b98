package io.github.akspolicy.helm.values;

import io.github.akspolicy.helm.chart.ChartFile;
import io.github.akspolicy.helm.chart.Instance;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The values that nobody may see: those whose key says so, and whatever {@code --set} sets. Helm quotes values in its
 * errors, and charts do in theirs.
 */
public final class ConfidentialValues {
    private static final Pattern KEY = Pattern.compile(
            "pass|pwd|secret|token|credential|private|connection|certificate|license|^key$|^auth$|^sas$"
                    + "|(api|access|account|shared|encryption|signing|storage|ssh|tls)[-_]?key",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern LINE =
            Pattern.compile("^[ \\t-]*+([\\w.-]++)[ \\t]*+:[ \\t]*+(\\S.*)$", Pattern.MULTILINE);

    private final Set<String> texts = new HashSet<>();

    private ConfidentialValues() {}

    /** Whether the name of a key promises a value that nobody may see. */
    public static boolean isConfidential(Object key) {
        return KEY.matcher(key.toString()).find();
    }

    /** The confidential texts among the values of a request and of the charts. */
    public static Set<String> of(UserValues values, List<Instance> instances) {
        var confidential = new ConfidentialValues();
        values.fileContents().forEach(confidential::file);
        values.set().forEach(value -> confidential.values(value, true));
        for (Instance instance : instances) {
            ChartFile defaults = instance.chart().files().get("values.yaml");
            if (defaults != null) {
                confidential.file(defaults.content());
            }
        }
        return confidential.texts;
    }

    private void file(byte[] content) {
        try {
            ValuesText read = ValuesText.read(ManifestReader.decode(content));
            values(Node.toPlain(read.tree()), false);
            if (!read.duplicates().isEmpty()) {
                // an earlier key counts for nothing, but may be quoted
                lines(content);
            }
        } catch (ManifestException unreadable) {
            // Helm may read it all the same, and quote it
            lines(content);
        }
    }

    private void lines(byte[] content) {
        Matcher line = LINE.matcher(new String(content, StandardCharsets.UTF_8));
        while (line.find()) {
            if (isConfidential(line.group(1))) {
                texts.add(line.group(2));
            }
        }
    }

    private void values(@Nullable Object value, boolean confidential) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, inner) -> values(inner, confidential || isConfidential(key)));
        } else if (value instanceof List<?> list) {
            list.forEach(item -> values(item, confidential));
        } else if (confidential && (value instanceof String || value instanceof Number)) {
            texts.add(value.toString());
        }
    }
}
