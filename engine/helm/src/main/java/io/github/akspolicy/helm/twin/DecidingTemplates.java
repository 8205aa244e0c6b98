package io.github.akspolicy.helm.twin;

import io.github.akspolicy.helm.template.Expression;
import io.github.akspolicy.helm.template.Expression.Call;
import io.github.akspolicy.helm.template.Expression.Variable;
import io.github.akspolicy.helm.template.IncludedName;
import io.github.akspolicy.helm.template.NamedTemplates;
import io.github.akspolicy.helm.template.NamedTemplates.Named;
import io.github.akspolicy.helm.template.TemplateFile;
import io.github.akspolicy.helm.template.TemplateFunction;
import io.github.akspolicy.helm.template.TemplateFunction.Trait;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
        private final Set<IncludedName> includes = new HashSet<>();
        private boolean hasEffect;
        private boolean includesAny;

        Body(TemplateFile file, int from, int to) {
            for (int i = from; i < to; i++) {
                int action = i;
                file.parts(i, i + 1).forEach(part -> {
                    if (part instanceof Call call) {
                        add(call, file, action);
                    }
                });
            }
        }

        private void add(Call call, TemplateFile file, int action) {
            hasEffect |= TemplateFunction.of(call.function()).has(Trait.EFFECT);
            if (call.isInclude() && !call.arguments().isEmpty()) {
                Expression name = call.arguments().get(0);
                List<IncludedName> names = IncludedName.of(name, file, action);
                includes.addAll(names);
                includesAny |= name instanceof Variable && names.stream().anyMatch(IncludedName::isAny);
            }
        }
    }

    private final NamedTemplates<TemplateFile> named;
    private final Map<TemplateFile, String> paths;
    private final Map<TemplateFile, Body> bodies = new HashMap<>();
    private final Map<Named<TemplateFile>, Body> defines = new HashMap<>();
    private final Set<TemplateFile> always = new LinkedHashSet<>();

    /**
     * @param named the named templates of the files
     * @param paths all templates of a chart and of those that it depends on, read, with their paths in their charts
     */
    DecidingTemplates(NamedTemplates<TemplateFile> named, Map<TemplateFile, String> paths) {
        this.named = named;
        this.paths = paths;
        paths.keySet().forEach(file -> bodies.put(file, new Body(file, 0, file.size())));
        named.all()
                .flatMap(List::stream)
                .forEach(one -> defines.put(
                        one,
                        new Body(
                                one.source(),
                                one.define().open() + 1,
                                one.define().close())));
        bodies.forEach((file, body) -> {
            if (!file.defines().isEmpty() || hasEffect(body, Collections.newSetFromMap(new IdentityHashMap<>()))) {
                always.add(file);
            }
        });
    }

    /**
     * The templates to keep.
     *
     * @param asked the templates in question
     * @return null when all must be kept
     */
    @Nullable
    Set<TemplateFile> of(Collection<TemplateFile> asked) {
        Set<TemplateFile> kept = new LinkedHashSet<>(asked);
        kept.addAll(always);
        var open = new ArrayList<>(kept);
        for (int i = 0; i < open.size(); i++) {
            Body body = bodies.get(open.get(i));
            if (body != null && body.includesAny) {
                return null;
            }
            for (IncludedName name : body == null ? Set.<IncludedName>of() : body.includes) {
                List<TemplateFile> included = files(name).toList();
                if (included.isEmpty() && name.isFile() && named.names(name).isEmpty()) {
                    return null;
                }
                included.stream().filter(kept::add).forEach(open::add);
            }
        }
        return kept;
    }

    private Stream<TemplateFile> files(IncludedName name) {
        return paths.entrySet().stream()
                .filter(file -> name.isLikelyFile(file.getValue()))
                .map(Map.Entry::getKey);
    }

    private boolean hasEffect(Body body, Set<Body> seen) {
        return seen.add(body)
                && (body.hasEffect
                        || body.includes.stream()
                                .flatMap(this::included)
                                .anyMatch(included -> hasEffect(included, seen)));
    }

    private Stream<Body> included(IncludedName name) {
        return Stream.concat(
                named.names(name).stream()
                        .flatMap(known -> named.of(known).stream())
                        .map(defines::get),
                files(name).map(bodies::get));
    }
}
