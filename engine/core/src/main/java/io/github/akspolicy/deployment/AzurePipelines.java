package io.github.akspolicy.deployment;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Node;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the commands of Azure pipelines, wherever they lie: a YAML file with {@code steps}, {@code jobs} or {@code stages}. A
 * template is read with what each file gives it that names it.
 */
final class AzurePipelines {
    private static final Set<String> KEYS = Set.of("steps", "jobs", "stages", "extends");
    private static final Set<String> NO_STEPS = Set.of(
            "variables",
            "parameters",
            "resources",
            "trigger",
            "pr",
            "schedules",
            "pool",
            "inputs",
            "env",
            "container",
            "services");
    private static final Pattern SETTING =
            Pattern.compile("(?i)##vso\\[task\\.setvariable\\s+[^\\]]{0,200}?variable=([^;\\]\\s]{1,100})");
    private static final int MOST_READ = 500;
    private static final int DEEPEST = 8;
    private static final int DEEPEST_FIELD = 40;

    private final PipelineFiles files;
    private final Path root;
    private final CommandReader commands;
    private final Set<Path> named = new HashSet<>();
    private int read;

    AzurePipelines(PipelineFiles files, Path root, CommandReader commands) {
        this.files = files;
        this.root = root;
        this.commands = commands;
    }

    /** Reads the pipelines, and the templates that none of them names. */
    void read() {
        var all = new ArrayList<PipelineFile>();
        for (Path path : files.yaml()) {
            boolean isMeant = !files.path(path).startsWith(".github/") && files.holds(path, PipelineFiles.Mark.STEPS);
            PipelineFile file = isMeant ? files.yaml(path) : null;
            if (file != null && isPipeline(file.root())) {
                all.add(file);
                templates(file, file.root(), 0);
            }
        }
        for (PipelineFile file : all) {
            if (!named.contains(file.file())) {
                file(file, AzureScope.NONE.with(Map.of(), Map.of()), true, 0);
            }
        }
    }

    private static boolean isPipeline(Field document) {
        return !document.get("apiVersion").isPresent()
                && document.fields().stream()
                        .anyMatch(field -> KEYS.contains(field.key())
                                && (field.node() instanceof Node.Sequence
                                        || field.key().equals("extends")))
                && !document.get("on").isPresent();
    }

    /** Which files a file names as templates. */
    private void templates(PipelineFile file, Field field, int depth) {
        if (depth > DEEPEST_FIELD) {
            return;
        }
        String template = field.get("template").string();
        if (template != null) {
            Path path = template(file, template);
            if (path != null) {
                named.add(path);
            }
        }
        field.fields().forEach(inner -> templates(file, inner, depth + 1));
        field.items().forEach(inner -> templates(file, inner, depth + 1));
    }

    private @Nullable Path template(PipelineFile file, String written) {
        String path = written.endsWith("@self") ? written.substring(0, written.length() - "@self".length()) : written;
        Path folder = file.file().getParent();
        if (path.contains("@") || path.contains("$") || path.indexOf('\0') >= 0 || folder == null) {
            return null;
        }
        Path found = path.startsWith("/") ? root.resolve(path.substring(1)) : folder.resolve(path);
        return found.normalize().startsWith(root) ? found.normalize() : null;
    }

    /** @param isCalled whether it runs by itself, with the defaults of its parameters */
    private void file(PipelineFile file, AzureScope scope, boolean isCalled, int depth) {
        if (++read > MOST_READ || depth > DEEPEST) {
            return;
        }
        Field document = file.root();
        AzureScope own = withDefaults(file, scope).withVariables(file, document.get("variables"));
        var variables = document.get("variables");
        for (Field item : variables.items()) {
            own = variablesOf(file, item, own);
        }
        own = own.without(setByScripts(document, new ArrayList<>(), 0));
        walk(file, document, own, "", depth, 0);
    }

    /** Variables of a template file. */
    private AzureScope variablesOf(PipelineFile file, Field item, AzureScope scope) {
        String template = item.get("template").string();
        Path path = template == null ? null : template(file, scope.resolved(template));
        PipelineFile target = path == null ? null : files.yaml(path);
        return target == null
                ? scope
                : scope.withVariables(target, target.root().get("variables"));
    }

    private static List<String> setByScripts(Field field, List<String> names, int depth) {
        String text = field.string();
        if (text != null && text.contains("##vso[")) {
            SETTING.matcher(text).results().forEach(found -> names.add(found.group(1)));
        }
        if (depth < DEEPEST_FIELD) {
            field.fields().forEach(inner -> setByScripts(inner, names, depth + 1));
            field.items().forEach(inner -> setByScripts(inner, names, depth + 1));
        }
        return names;
    }

    private static AzureScope withDefaults(PipelineFile file, AzureScope scope) {
        var given = new HashMap<>(scope.parameters());
        var choices = new HashMap<String, List<String>>();
        for (Field parameter : file.root().get("parameters").items()) {
            String name = parameter.get("name").string();
            List<String> values = parameter.get("values").strings();
            String text = PipelineFile.text(file, parameter.get("default"));
            if (name != null
                    && !given.containsKey(name)
                    && !values.isEmpty()
                    && scope.parameters().isEmpty()) {
                choices.put("parameters." + name, values);
            } else if (name != null && text != null) {
                given.putIfAbsent(name, scope.resolved(text));
            }
        }
        for (Field parameter : file.root().get("parameters").fields()) {
            String text = PipelineFile.text(file, parameter);
            if (text != null) {
                given.putIfAbsent(parameter.key(), scope.resolved(text));
            }
        }
        return scope.with(given, choices);
    }

    private void walk(PipelineFile file, Field field, AzureScope scope, String environment, int depth, int level) {
        if (level > DEEPEST_FIELD) {
            return;
        }
        String template = field.get("template").string();
        if (template != null) {
            call(file, field, template, scope, depth);
            return;
        }
        if (AzureStep.isStep(field)) {
            new AzureStep(file, field, scope, environment, commands).read();
            return;
        }
        boolean isRoot = field == file.root();
        for (AzureScope ofRow : matrix(file, field, scope)) {
            AzureScope own = isRoot ? ofRow : ofRow.withVariables(file, field.get("variables"));
            String name = field.get("deployment").isPresent() ? environment(file, field, own) : environment;
            for (Field inner : field.fields()) {
                if (!NO_STEPS.contains(inner.key())) {
                    walk(file, inner, own, name, depth, level + 1);
                }
            }
            for (Field inner : field.items()) {
                walk(file, inner, own, name, depth, level + 1);
            }
        }
    }

    private static String environment(PipelineFile file, Field job, AzureScope scope) {
        Field written = job.get("environment");
        String text = PipelineFile.text(file, written.fields().isEmpty() ? written : written.get("name"));
        // a resource of the environment may follow: prod.namespace
        String name = text == null ? "" : scope.resolved(text);
        return OpenText.isKnown(name) ? name.replaceFirst("\\..*", "") : name;
    }

    private static List<AzureScope> matrix(PipelineFile file, Field job, AzureScope scope) {
        List<Field> rows = job.at("strategy", "matrix").fields();
        if (rows.isEmpty() || rows.size() > 30) {
            return List.of(scope);
        }
        return rows.stream().map(row -> scope.withVariables(file, row)).toList();
    }

    /** Reads a template with what is given to it. */
    private void call(PipelineFile file, Field call, String template, AzureScope scope, int depth) {
        Path path = template(file, scope.resolved(template));
        PipelineFile target = path == null ? null : files.yaml(path);
        if (target == null) {
            return;
        }
        var given = new LinkedHashMap<String, String>();
        for (Field parameter : call.get("parameters").fields()) {
            String text = PipelineFile.text(file, parameter);
            given.put(
                    parameter.key(),
                    text == null ? OpenText.unknown("parameters." + parameter.key()) : scope.resolved(text));
        }
        // so that defaults are known to be those of a call
        given.putIfAbsent("", "");
        file(target, scope.with(given, Map.of()), false, depth + 1);
    }
}
