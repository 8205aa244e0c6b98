package io.github.akspolicy.helm.twin;

import io.github.akspolicy.helm.chart.Instance;
import io.github.akspolicy.helm.template.ApiQuestion;
import io.github.akspolicy.helm.template.StandIns;
import io.github.akspolicy.helm.template.TwinTemplates;
import io.github.akspolicy.helm.template.TwinTemplates.Style;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the texts of a chart's templates hold, before any is rendered. A text that is not UTF-8 may hold anything. */
public final class TemplateTexts {
    private static final String API_VERSIONS = "APIVersions";

    /** Not {@code readOnlyRootFilesystem}. */
    private static final Pattern FILES = Pattern.compile("\\bFiles\\b");

    private final List<Instance> instances;
    private final TwinTemplates templates;
    private final Style style;
    private @Nullable Boolean mayMakeKeys;

    TemplateTexts(List<Instance> instances, TwinTemplates templates, Style style) {
        this.instances = instances;
        this.templates = templates;
        this.style = style;
    }

    private Stream<@Nullable String> all() {
        return instances.stream()
                .map(Instance::chart)
                .distinct()
                .flatMap(chart -> chart.files().entrySet().stream())
                .filter(file -> file.getKey().startsWith(ChartTwins.TEMPLATES))
                .map(file -> file.getValue().text());
    }

    /** Whether a template may read files of its chart. */
    boolean mayReadFiles() {
        return all().anyMatch(text -> text == null || FILES.matcher(text).find());
    }

    /** Whether a template may make keys, certificates or slow hashes, which takes most of the time of a render and is random. */
    public synchronized boolean mayMakeKeys() {
        Boolean known = mayMakeKeys;
        if (known == null) {
            known = all().anyMatch(text -> text != null && StandIns.mayMakeKeys(text));
            mayMakeKeys = known;
        }
        return known;
    }

    /** Whether a template names the list of API versions otherwise than in a question that a list of ours answers. */
    public boolean nameApiVersions(String answer) {
        Style answering = style.answering(answer).with(StandIns.NONE);
        return all().anyMatch(text -> text == null
                || (text.contains(API_VERSIONS)
                        && templates.sanitized(text, answering).contains(API_VERSIONS)));
    }

    /** The API versions that templates ask for; null when it is not written for which they ask. */
    public @Nullable Set<ApiQuestion> questions() {
        Set<ApiQuestion> questions = new HashSet<>();
        boolean areWritten = all().filter(text -> text != null && text.contains(API_VERSIONS))
                .allMatch(text -> templates.questions(String.valueOf(text), questions));
        return areWritten ? questions : null;
    }
}
