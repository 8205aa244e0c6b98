package io.github.akspolicy.helm.template;

import io.github.akspolicy.helm.template.TemplateFile.Define;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The named templates of files that are rendered together, in the order in which the files were added.
 *
 * @param <S> what a file is to who asks
 */
public final class NamedTemplates<S> {
    /**
     * A named template.
     *
     * @param source the file that defines it
     */
    public record Named<T>(T source, Define define) {}

    private final Map<String, List<Named<S>>> byName = new LinkedHashMap<>();

    /** Makes those of a file known. */
    public void add(S source, TemplateFile file) {
        for (Define define : file.defines()) {
            byName.computeIfAbsent(define.name(), name -> new ArrayList<>()).add(new Named<>(source, define));
        }
    }

    /** Those of a name; Helm takes one of them. */
    public List<Named<S>> of(String name) {
        return byName.getOrDefault(name, List.of());
    }

    /** The names that may be meant. */
    public List<String> names(IncludedName included) {
        String text = included.text();
        if (text != null) {
            return byName.containsKey(text) ? List.of(text) : List.of();
        }
        return byName.keySet().stream().filter(included::mayBe).toList();
    }

    /** All, by name. */
    public Stream<List<Named<S>>> all() {
        return byName.values().stream();
    }
}
