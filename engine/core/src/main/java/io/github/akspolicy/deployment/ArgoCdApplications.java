package io.github.akspolicy.deployment;

import io.github.akspolicy.deployment.CommandDraft.Setting;
import io.github.akspolicy.deployment.DeploymentCommand.Kind;
import io.github.akspolicy.deployment.PipelineScript.Run;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.source.SetValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads Applications of Argo CD with a chart of the repository, and ApplicationSets that a list of elements generates: "Helm" and
 * "Application Specification" of its documentation, 2.13. Whether the address of the repository is this
 * one is not checked: the path leads to a chart here.
 */
record ArgoCdApplications(PipelineFiles files, CommandReader commands) {
    private static final Pattern PARAMETER = Pattern.compile("\\{\\{-?\\s*\\.?([\\w.-]+)\\s*-?}}");
    private static final Pattern EXPRESSION = Pattern.compile("\\{\\{.*?}}");
    private static final int MOST_ELEMENTS = 30;
    private static final String ROOT = OpenText.unknown(ShellSubstitution.ROOT);

    void read() {
        for (Path path : files.yaml()) {
            if (files.holds(path, PipelineFiles.Mark.APPLICATION)) {
                files.documents(path).forEach(this::read);
            }
        }
    }

    private void read(PipelineFile file) {
        for (Part part : parts(file.root(), field -> PipelineFile.text(file, field))) {
            if (part.draft() != null) {
                commands.add(
                        part.draft(), ROOT, Run.UNKNOWN, file.text(part.at()).at(0));
            }
        }
    }

    /**
     * Something that an Application deploys.
     *
     * @param draft null where it is nothing of a repository, such as a chart of a registry
     * @param at the field that names it
     */
    record Part(@Nullable CommandDraft draft, Field at) {}

    /**
     * Everything that an object deploys; nothing where it is of another kind.
     *
     * @param text of a scalar, as it is written
     */
    static List<Part> parts(Field document, Function<Field, @Nullable String> text) {
        if (!document.get("apiVersion").stringOr("").startsWith("argoproj.io/")) {
            return List.of();
        }
        var parts = new ArrayList<Part>();
        String kind = document.get("kind").stringOr("");
        if (kind.equals("Application")) {
            new Reader(text, Map.of(), parts)
                    .application(
                            document.get("spec"),
                            document.at("metadata", "name").stringOr(""));
        } else if (kind.equals("ApplicationSet")) {
            Field template = document.at("spec", "template");
            for (Map<String, String> element : elements(document.at("spec", "generators"), text)) {
                String name = template.at("metadata", "name").stringOr("");
                new Reader(text, element, parts).application(template.get("spec"), resolved(name, element));
            }
        }
        return parts;
    }

    /** What a list generates; one without parameters for others, which are not known here. */
    private static List<Map<String, String>> elements(Field generators, Function<Field, @Nullable String> text) {
        var all = new ArrayList<Map<String, String>>();
        for (Field generator : generators.items()) {
            for (Field element : generator.at("list", "elements").items()) {
                var values = new HashMap<String, String>();
                element.fields().forEach(field -> {
                    String value = text.apply(field);
                    if (value != null) {
                        values.put(field.key(), value);
                    }
                });
                all.add(values);
            }
            if (!generator.at("list", "elements").isPresent()) {
                all.add(Map.of());
            }
        }
        return all.size() > MOST_ELEMENTS ? List.of(Map.of()) : all;
    }

    private static String resolved(String text, Map<String, String> parameters) {
        String clean = OpenText.clean(text);
        String known = PARAMETER.matcher(clean).replaceAll(found -> {
            String value = parameters.get(found.group(1));
            return java.util.regex.Matcher.quoteReplacement(value == null ? OpenText.unknown(found.group(1)) : value);
        });
        return EXPRESSION.matcher(known).replaceAll(found -> OpenText.unknown("expression"));
    }

    /** Reads what one Application says, with the parameters of its generator. */
    private record Reader(Function<Field, @Nullable String> text, Map<String, String> parameters, List<Part> parts) {
        void application(Field spec, String name) {
            var sources = new ArrayList<>(spec.get("sources").items());
            if (spec.get("source").isPresent()) {
                sources.add(spec.get("source"));
            }
            for (Field source : sources) {
                String path = source.get("path").string();
                if (path != null) {
                    parts.add(new Part(
                            draft(spec, source.get("helm"), resolved(path, parameters), name), source.get("path")));
                } else if (!source.get("ref").isPresent()) {
                    parts.add(new Part(null, source));
                }
            }
        }

        private CommandDraft draft(Field spec, Field helm, String path, String name) {
            var draft = new CommandDraft(Kind.ARGO_CD);
            draft.path = path;
            String release = helm.get("releaseName").string();
            draft.release = release == null ? name : resolved(release, parameters);
            draft.namespace = resolved(spec.at("destination", "namespace").stringOr(""), parameters);
            draft.ignoresMissingFiles = helm.get("ignoreMissingValueFiles").isTrue();
            for (Field values : helm.get("valueFiles").items()) {
                draft.values.add(valuesFile(resolved(values.stringOr(""), parameters), path));
            }
            values(helm, draft, parameters);
            for (Field parameter : helm.get("parameters").items()) {
                String value = text.apply(parameter.get("value"));
                boolean isText = parameter.get("forceString").isTrue();
                draft.set.add(new Setting(
                        isText ? SetValue.Type.SET_STRING : SetValue.Type.SET,
                        parameter.get("name").stringOr(""),
                        value == null ? "" : escaped(resolved(value, parameters))));
            }
            draft.set.removeIf(setting -> setting.key().isEmpty());
            return draft;
        }
    }

    /** Argo CD escapes the commas of parameters: each is one value. */
    private static String escaped(String value) {
        boolean isList = value.startsWith("{") && value.endsWith("}");
        return isList ? value : value.replaceAll("(?<!\\\\),", "\\\\,");
    }

    /** Relative to the chart, or to the repository of another source: {@code $values/prod.yaml}. */
    private static String valuesFile(String written, String chart) {
        if (written.startsWith("$")) {
            int slash = written.indexOf('/');
            return slash < 0 ? OpenText.unknown("values") : ROOT + written.substring(slash);
        }
        return written.startsWith("/") ? ROOT + written : written.contains("://") ? written : chart + "/" + written;
    }

    /** Values in the object itself win over the files. */
    private static void values(Field helm, CommandDraft draft, Map<String, String> parameters) {
        Node object = helm.get("valuesObject").node();
        if (object == null && helm.get("values").string() != null) {
            String text = resolved(helm.get("values").stringOr(""), parameters);
            if (!OpenText.isKnown(text)) {
                draft.unknown.add("values of the Application");
                return;
            }
            object = document(text);
        }
        if (object != null && !InlineValues.add(object, draft)) {
            draft.unknown.add("values of the Application");
        }
    }

    private static @Nullable Node document(String text) {
        try {
            return ManifestReader.helmValues(text, duplicate -> {});
        } catch (ManifestException broken) {
            return null;
        }
    }
}
