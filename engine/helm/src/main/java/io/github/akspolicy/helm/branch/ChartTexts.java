package io.github.akspolicy.helm.branch;

import io.github.akspolicy.helm.branch.Templates.Source;
import io.github.akspolicy.helm.chart.Chart;
import io.github.akspolicy.helm.chart.ChartFile;
import io.github.akspolicy.helm.template.TemplateFile;
import io.github.akspolicy.helm.template.TemplateReader;
import io.github.akspolicy.helm.values.ValuesText;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.Node;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The texts of charts that are templates, and those that {@code tpl} makes templates of. */
final class ChartTexts {
    private static final String TEMPLATES = "templates/";

    private static final String NOTES = "NOTES.txt";
    private static final String OPEN = "{{";

    private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private final TemplateReader reader;
    private final List<Source> rendered = new ArrayList<>();
    private final List<Partial> notes = new ArrayList<>();
    private final List<Source> values = new ArrayList<>();
    private final List<Partial> partials = new ArrayList<>();
    private final List<Other> others = new ArrayList<>();
    private final Set<String> texts = new HashSet<>();
    private @Nullable String unread;

    /**
     * A file of templates that is not evaluated, unless another one includes it.
     *
     * @param path in the chart
     */
    record Partial(String path, Source source) {}

    /**
     * A file that {@code tpl} may read.
     *
     * @param path in the chart
     */
    record Other(String path, ChartFile file) {
        /** It as a template; empty when it cannot be one by itself. */
        Optional<Source> read() {
            return endsInBrace(file) ? Optional.empty() : template();
        }

        private Optional<Source> template() {
            // such files may be long, and only a scan asks for them
            return TemplateFile.read(decoded(file))
                    .map(template -> new Source(file.shownPath(), 1, template, true, false));
        }
    }

    /** @param reader reads the texts */
    ChartTexts(TemplateReader reader) {
        this.reader = reader;
    }

    void add(Chart chart) {
        chart.files().forEach((path, file) -> {
            if (!reads(path, file)) {
                return;
            }
            if (path.startsWith(TEMPLATES)) {
                template(chart, path, file);
            } else if (path.equals("values.yaml") || path.equals("Chart.yaml")) {
                addValues(file.shownPath(), decoded(file));
            } else {
                others.add(new Other(path, file));
            }
        });
    }

    private void template(Chart chart, String path, ChartFile file) {
        TemplateFile template = reader.read(decoded(file)).orElse(null);
        if (unread == null && (template == null || file.shownPath().contains(OPEN))) {
            unread = file.shownPath();
        }
        if (template == null) {
            return;
        }
        var source = new Source(file.shownPath(), 1, template, false, file.text() != null);
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (name.equals(NOTES)) {
            notes.add(new Partial(path, source));
        } else if (name.startsWith("_") || chart.isLibrary()) {
            partials.add(new Partial(path, source));
        } else {
            rendered.add(source);
        }
    }

    /** The text; what is not UTF-8 byte by byte, as nothing but ASCII decides what an action does. */
    private static String decoded(ChartFile file) {
        String text = file.text();
        if (text != null) {
            return text;
        }
        byte[] content = file.content();
        boolean isMarked =
                content.length >= MARK.length && java.util.Arrays.equals(content, 0, MARK.length, MARK, 0, MARK.length);
        int from = isMarked ? MARK.length : 0;
        return new String(content, from, content.length - from, StandardCharsets.ISO_8859_1);
    }

    /** Whether the content of a file matters to a scan. */
    static boolean reads(String path, ChartFile file) {
        return path.startsWith(TEMPLATES) || hasBraces(file) || endsInBrace(file);
    }

    /** Whether another text beside it could make an action of it. */
    private static boolean endsInBrace(ChartFile file) {
        byte[] content = file.content();
        int last = content.length - 1;
        while (last >= 0 && Character.isWhitespace(content[last])) {
            last--;
        }
        return last >= 0 && content[last] == '{';
    }

    private static boolean hasBraces(ChartFile file) {
        byte[] content = file.content();
        for (int i = 1; i < content.length; i++) {
            if (content[i] == '{' && content[i - 1] == '{') {
                return true;
            }
        }
        return false;
    }

    /** Whether a text of values holds what {@code tpl} would execute. */
    static boolean mayBeTemplate(String values) {
        return values.contains(OPEN);
    }

    void addValues(String shownPath, String text) {
        if (!mayBeTemplate(text)) {
            return;
        }
        try {
            collect(shownPath, ValuesText.read(text).tree());
        } catch (ManifestException unreadable) {
            // Helm decides about it: where it renders, the line of a template in there is not known
            reader.read(text).ifPresent(template -> values.add(new Source(shownPath, 1, template, true, false)));
        }
    }

    private void collect(String shownPath, Node node) {
        if (node instanceof Node.Mapping mapping) {
            mapping.entries().forEach(entry -> {
                text(shownPath, entry.key(), entry.keyPosition().line());
                collect(shownPath, entry.value());
            });
        } else if (node instanceof Node.Sequence sequence) {
            sequence.items().forEach(item -> collect(shownPath, item));
        } else if (node instanceof Node.Scalar scalar && scalar.value() instanceof String text) {
            text(shownPath, text, scalar.position().line());
        }
    }

    private void text(String shownPath, String text, int line) {
        if (text.contains(OPEN)) {
            reader.read(text).ifPresent(template -> {
                texts.add(text);
                values.add(new Source(shownPath, line, template, true, false));
            });
        }
    }

    /** The files that are rendered. */
    List<Source> rendered() {
        return rendered;
    }

    List<Partial> notes() {
        return notes;
    }

    /** The strings of values, and of what describes a chart. */
    List<Source> values() {
        return values;
    }

    List<Partial> partials() {
        return partials;
    }

    List<Other> others() {
        return others;
    }

    /** The strings that were read as templates. */
    Set<String> texts() {
        return texts;
    }

    /** The first file of templates that could not be read, or whose name becomes a template; null when there is none. */
    @Nullable
    String unread() {
        return unread;
    }
}
