package io.github.akspolicy.helm.twin;

import io.github.akspolicy.helm.template.Expression;
import io.github.akspolicy.helm.template.Expression.Call;
import io.github.akspolicy.helm.template.TemplateFile;
import io.github.akspolicy.helm.template.TemplateFile.Define;
import io.github.akspolicy.helm.template.TemplateFunction;
import io.github.akspolicy.helm.template.TemplateFunction.Trait;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which templates decide what some of them write, and whether Helm accepts it: these themselves, those that define names, those
 * that change values or refuse them, and those that one of these includes as a whole.
 */
final class DecidingTemplates {
    /** What a stretch of a template does besides writing. */
    private static final class Body {
        private final Set<String> includes = new HashSet<>();
        /** The constants in the names of files that it includes; an empty list for a name without any. */
        private final List<List<String>> files = new ArrayList<>();

        private boolean hasEffect;
        private boolean includesAny;
    }

    private final Map<String, List<Body>> defines = new HashMap<>();
    private final Map<TemplateFile, Body> bodies = new HashMap<>();

    /** @param files all templates of a chart and of those that it depends on, read */
    DecidingTemplates(Collection<TemplateFile> files) {
        for (TemplateFile file : files) {
            bodies.put(file, body(file.parts(0, file.size())));
            for (Define define : file.defines()) {
                defines.computeIfAbsent(define.name(), name -> new ArrayList<>())
                        .add(body(file.parts(define.open() + 1, define.close())));
            }
        }
    }

    private static Body body(Stream<Expression> parts) {
        var body = new Body();
        parts.forEach(part -> {
            if (part instanceof Call call) {
                body.hasEffect |= TemplateFunction.of(call.function()).has(Trait.EFFECT);
                if (call.isInclude() && !call.arguments().isEmpty()) {
                    included(call.arguments().get(0), body);
                }
            }
        });
        return body;
    }

    private static void included(Expression name, Body body) {
        String text = name.text();
        if (text != null) {
            body.includes.add(text);
        } else {
            body.includesAny = true;
            if (name.namesFile()) {
                body.files.add(name.parts()
                        .map(Expression::text)
                        .filter(Objects::nonNull)
                        .toList());
            }
        }
    }

    /**
     * The templates to keep.
     *
     * @param asked the templates in question
     * @param paths the paths of all, in their charts
     * @return null when all must be kept
     */
    @Nullable
    Set<TemplateFile> of(Collection<TemplateFile> asked, Map<TemplateFile, String> paths) {
        Set<TemplateFile> kept = new LinkedHashSet<>(asked);
        for (Map.Entry<TemplateFile, Body> file : bodies.entrySet()) {
            if (!file.getKey().defines().isEmpty() || hasEffect(file.getValue(), new HashSet<>())) {
                kept.add(file.getKey());
            }
        }
        var open = new ArrayList<>(kept);
        for (int i = 0; i < open.size(); i++) {
            for (List<String> constants : bodies.getOrDefault(open.get(i), new Body()).files) {
                Set<TemplateFile> included = new LinkedHashSet<>();
                paths.forEach((file, path) -> {
                    if (constants.stream().anyMatch(constant -> isEndOf(path, constant))) {
                        included.add(file);
                    }
                });
                if (included.isEmpty()) {
                    return null;
                }
                included.stream().filter(kept::add).forEach(open::add);
            }
        }
        return kept;
    }

    private static boolean isEndOf(String path, String constant) {
        String end = constant.startsWith("/") ? constant : "/" + constant;
        return end.length() > 1 && path.endsWith(end);
    }

    private boolean hasEffect(Body body, Set<String> seen) {
        if (body.hasEffect || (body.includesAny && defines.values().stream().anyMatch(DecidingTemplates::anyEffect))) {
            return true;
        }
        return body.includes.stream()
                .filter(seen::add)
                .flatMap(name -> defines.getOrDefault(name, List.of()).stream())
                .anyMatch(define -> hasEffect(define, seen));
    }

    private static boolean anyEffect(List<Body> bodies) {
        return bodies.stream().anyMatch(body -> body.hasEffect);
    }
}
