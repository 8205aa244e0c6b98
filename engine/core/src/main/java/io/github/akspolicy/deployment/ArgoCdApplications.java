package io.github.akspolicy.deployment;

import io.github.akspolicy.deployment.CommandDraft.Setting;
import io.github.akspolicy.deployment.DeploymentCommand.Kind;
import io.github.akspolicy.deployment.PipelineScript.Run;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.source.SetValue;
import io.github.akspolicy.source.SourceLocation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads Applications of Argo CD with a chart of the repository, and ApplicationSets that a list of elements generates: "Helm" and
 * "Application Specification" of its documentation, 2.13. Whether the address of the repository is this
 * one is not checked: the path leads to a chart here.
 */
final class ArgoCdApplications {
    private static final Pattern PARAMETER = Pattern.compile("\\{\\{-?\\s*\\.?([\\w.-]+)\\s*-?}}");
    private static final Pattern EXPRESSION = Pattern.compile("\\{\\{.*?}}");
    private static final int MOST_ELEMENTS = 30;
    private static final String ROOT = OpenText.unknown(ShellSubstitution.ROOT);

    private final PipelineFiles files;
    private final CommandReader commands;

    ArgoCdApplications(PipelineFiles files, CommandReader commands) {
        this.files = files;
        this.commands = commands;
    }

    void read() {
        for (Path path : files.yaml()) {
            if (files.holds(path, PipelineFiles.Mark.APPLICATION)) {
                files.documents(path).forEach(this::read);
            }
        }
    }

    private void read(PipelineFile file) {
        Field document = file.root();
        if (!document.get("apiVersion").stringOr("").startsWith("argoproj.io/")) {
            return;
        }
        if (document.get("kind").stringOr("").equals("Application")) {
            application(
                    file, document.get("spec"), document.at("metadata", "name").stringOr(""), Map.of());
            return;
        }
        Field template = document.at("spec", "template");
        for (Map<String, String> element : elements(file, document.at("spec", "generators"))) {
            String name = document.at("spec", "template", "metadata", "name").stringOr("");
            application(file, template.get("spec"), resolved(name, element), element);
        }
    }

    /** What a list generates; one without parameters for others, which are not known here. */
    private static List<Map<String, String>> elements(PipelineFile file, Field generators) {
        var all = new ArrayList<Map<String, String>>();
        for (Field generator : generators.items()) {
            for (Field element : generator.at("list", "elements").items()) {
                var values = new HashMap<String, String>();
                element.fields().forEach(field -> {
                    String text = PipelineFile.text(file, field);
                    if (text != null) {
                        values.put(field.key(), text);
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

    private void application(PipelineFile file, Field spec, String name, Map<String, String> parameters) {
        var sources = new ArrayList<>(spec.get("sources").items());
        if (spec.get("source").isPresent()) {
            sources.add(spec.get("source"));
        }
        for (Field source : sources) {
            String path = source.get("path").string();
            if (path != null) {
                chart(file, spec, source, resolved(path, parameters), name, parameters);
            }
        }
    }

    private void chart(
            PipelineFile file, Field spec, Field source, String path, String name, Map<String, String> parameters) {
        Field helm = source.get("helm");
        var draft = new CommandDraft(Kind.ARGO_CD);
        draft.path = path;
        String release = helm.get("releaseName").string();
        draft.release = release == null ? name : resolved(release, parameters);
        draft.namespace = resolved(spec.at("destination", "namespace").stringOr(""), parameters);
        for (Field values : helm.get("valueFiles").items()) {
            draft.values.add(valuesFile(resolved(values.stringOr(""), parameters), path));
        }
        values(helm, draft, parameters);
        for (Field parameter : helm.get("parameters").items()) {
            String value = PipelineFile.text(file, parameter.get("value"));
            boolean isText = parameter.get("forceString").isTrue();
            draft.set.add(new Setting(
                    isText ? SetValue.Type.SET_STRING : SetValue.Type.SET,
                    parameter.get("name").stringOr(""),
                    value == null ? "" : escaped(resolved(value, parameters))));
        }
        draft.set.removeIf(setting -> setting.key().isEmpty());
        SourceLocation at = file.text(source.get("path")).at(0);
        commands.add(draft, ROOT, Run.UNKNOWN, at);
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
