package io.github.akspolicy.deployment;

import io.github.akspolicy.deployment.PipelineScript.Run;
import io.github.akspolicy.manifest.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the commands of pipelines of GitLab: "CI/CD YAML syntax reference" as of 2026-11-30, with {@code extends}, {@code
 * !reference} and {@code include: local}. Variables of the project, which GitLab knows, are unknown.
 */
final class GitLabPipelines {
    private static final Pattern FILE =
            Pattern.compile("(?i)(.*/)?\\.?[\\w.-]*gitlab-ci[\\w.-]*\\.ya?ml|(.*/)?\\.gitlab/.*\\.ya?ml");
    private static final int DEEPEST = 8;
    private static final int MOST_ROWS = 30;
    private static final String ROOT = OpenText.unknown(ShellSubstitution.ROOT);

    private final PipelineFiles files;
    private final Path root;
    private final CommandReader commands;

    /** A job, or what others extend, with the file that it is in. */
    private record Job(PipelineFile file, Field field) {}

    private final Map<String, Job> jobs = new LinkedHashMap<>();
    private final Map<String, String> variables = new LinkedHashMap<>();
    private @Nullable Job before;

    GitLabPipelines(PipelineFiles files, Path root, CommandReader commands) {
        this.files = files;
        this.root = root;
        this.commands = commands;
    }

    /** Reads the pipelines; what several files say is one pipeline. */
    void read() {
        for (Path path : files.yaml()) {
            PipelineFile file = FILE.matcher(files.path(path)).matches() ? files.yaml(path) : null;
            if (file != null) {
                enter(file, 0);
            }
        }
        for (Job job : List.copyOf(jobs.values())) {
            if (!job.field().key().startsWith(".")) {
                read(job);
            }
        }
    }

    private void enter(PipelineFile file, int depth) {
        variables.putAll(variables(file, file.root().get("variables")));
        for (Field field : file.root().fields()) {
            if (!field.fields().isEmpty()) {
                jobs.putIfAbsent(field.key(), new Job(file, field));
            }
        }
        for (Field place : List.of(file.root().get("before_script"), file.root().at("default", "before_script"))) {
            before = place.isPresent() && before == null ? new Job(file, place) : before;
        }
        Field include = file.root().get("include");
        var included = new ArrayList<>(include.items());
        included.add(include);
        for (Field one : included) {
            String path = one.string() == null ? one.get("local").string() : one.string();
            Path local = path == null || path.contains("://") || path.contains("*") || path.contains("$")
                    ? null
                    : root.resolve(path.replaceFirst("^/+", "")).normalize();
            PipelineFile target = local != null && local.startsWith(root) ? files.yaml(local) : null;
            if (target != null && depth < DEEPEST) {
                enter(target, depth + 1);
            }
        }
    }

    private static Map<String, String> variables(PipelineFile file, Field written) {
        var variables = new LinkedHashMap<String, String>();
        for (Field variable : written.fields()) {
            Field value = variable.fields().isEmpty() ? variable : variable.get("value");
            String text = PipelineFile.text(file, value);
            boolean isOpen = text == null || !variable.get("options").items().isEmpty();
            variables.put(variable.key(), isOpen ? OpenText.unknown(variable.key()) : text);
        }
        return variables;
    }

    private void read(Job job) {
        var script = new ArrayList<PlacedText>();
        Job own = find(job, "before_script", 0);
        Job first = own == null ? before : own;
        if (first != null) {
            script.addAll(lines(first, 0));
        }
        Job main = find(job, "script", 0);
        if (main != null) {
            script.addAll(lines(main, 0));
        }
        Job after = find(job, "after_script", 0);
        for (Map<String, String> row : rows(job)) {
            var all = new HashMap<>(variables);
            all.putAll(inherited(job, 0));
            all.putAll(row);
            conditional(job).forEach(name -> all.put(name, OpenText.unknown(name)));
            Map<String, String> known = expanded(all);
            commands.read(script(script, known, job));
            if (after != null) {
                commands.read(script(lines(after, 0), known, job));
            }
        }
    }

    private PipelineScript script(List<PlacedText> lines, Map<String, String> known, Job job) {
        Job place = find(job, "environment", 0);
        String environment = "";
        if (place != null) {
            Field written = place.field();
            String text = PipelineFile.text(place.file(), written.fields().isEmpty() ? written : written.get("name"));
            environment = text == null ? "" : expanded(Map.of("", text), known).getOrDefault("", "");
        }
        var all = new HashMap<>(known);
        all.put("CI_PROJECT_DIR", ROOT);
        all.putIfAbsent(
                "CI_ENVIRONMENT_NAME", environment.isEmpty() ? OpenText.unknown("CI_ENVIRONMENT_NAME") : environment);
        return new PipelineScript(
                PlacedText.joined(lines),
                false,
                new ShellScript.Context(all, ROOT, null),
                new Run(environment, Map.of()));
    }

    /** What a key of a job is: its own, else that of what it extends, the last one first. */
    private @Nullable Job find(Job job, String key, int depth) {
        if (job.field().get(key).isPresent()) {
            return new Job(job.file(), job.field().get(key));
        }
        List<Job> parents = parents(job);
        for (int i = parents.size() - 1; i >= 0 && depth < DEEPEST; i--) {
            Job found = find(parents.get(i), key, depth + 1);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private List<Job> parents(Job job) {
        Field written = job.field().get("extends");
        var names = new ArrayList<>(written.strings());
        if (written.string() != null) {
            names.add(written.string());
        }
        var parents = new ArrayList<Job>();
        for (String name : names) {
            Job parent = jobs.get(name);
            if (parent != null && parent.field() != job.field()) {
                parents.add(parent);
            }
        }
        return parents;
    }

    private Map<String, String> inherited(Job job, int depth) {
        var all = new LinkedHashMap<String, String>();
        if (depth < DEEPEST) {
            parents(job).forEach(parent -> all.putAll(inherited(parent, depth + 1)));
        }
        all.putAll(variables(job.file(), job.field().get("variables")));
        return all;
    }

    /** Variables that a rule sets when it applies. */
    private Set<String> conditional(Job job) {
        Job rules = find(job, "rules", 0);
        var names = new java.util.HashSet<String>();
        if (rules != null) {
            rules.field()
                    .items()
                    .forEach(rule -> rule.get("variables").fields().forEach(name -> names.add(name.key())));
        }
        return names;
    }

    /** {@code parallel: matrix}: lists of values for each variable. */
    private List<Map<String, String>> rows(Job job) {
        Job parallel = find(job, "parallel", 0);
        if (parallel == null || parallel.field().get("matrix").items().isEmpty()) {
            return List.of(Map.of());
        }
        var all = new ArrayList<Map<String, String>>();
        for (Field entry : parallel.field().get("matrix").items()) {
            List<Map<String, String>> rows = List.of(Map.of());
            for (Field axis : entry.fields()) {
                List<Field> values = axis.items().isEmpty() ? List.of(axis) : axis.items();
                if (rows.size() * values.size() > MOST_ROWS) {
                    return List.of(Map.of());
                }
                rows = rows.stream()
                        .flatMap(row -> values.stream().map(value -> {
                            String text = PipelineFile.text(parallel.file(), value);
                            return GitHubWorkflows.both(
                                    row, Map.of(axis.key(), text == null ? OpenText.unknown(axis.key()) : text));
                        }))
                        .toList();
            }
            all.addAll(rows);
        }
        return all.size() > MOST_ROWS ? List.of(Map.of()) : all;
    }

    /** Variables may name others. */
    private static Map<String, String> expanded(Map<String, String> variables) {
        return expanded(expanded(variables, variables), variables);
    }

    private static final Pattern VARIABLE = Pattern.compile("\\$([A-Za-z_]\\w*)|\\$\\{([A-Za-z_]\\w*)}");

    private static Map<String, String> expanded(Map<String, String> texts, Map<String, String> variables) {
        var expanded = new LinkedHashMap<String, String>();
        texts.forEach((name, text) -> expanded.put(name, VARIABLE.matcher(text).replaceAll(found -> {
            String other = found.group(1) == null ? found.group(2) : found.group(1);
            String value = other.equals(name) ? null : variables.get(other);
            boolean isPlain = value != null && value.indexOf('$') < 0 && value.length() < 1_000;
            return java.util.regex.Matcher.quoteReplacement(isPlain ? value : OpenText.unknown(other));
        })));
        return expanded;
    }

    /** The lines of a script; a list in it is another script, or what {@code !reference} names. */
    private List<PlacedText> lines(Job place, int depth) {
        Field script = place.field();
        if (script.string() != null) {
            return List.of(place.file().text(script));
        }
        var lines = new ArrayList<PlacedText>();
        for (Field item : script.items()) {
            Job referred = reference(item);
            if (depth >= DEEPEST) {
                continue;
            }
            if (referred != null) {
                lines.addAll(lines(referred, depth + 1));
            } else if (!item.items().isEmpty()) {
                lines.addAll(lines(new Job(place.file(), item), depth + 1));
            } else if (item.string() != null) {
                lines.add(place.file().text(item));
            }
        }
        return lines;
    }

    /** {@code !reference [.setup, script]}. */
    private @Nullable Job reference(Field item) {
        List<String> names = item.strings();
        Job job = names.size() == 2 && item.items().size() == 2 ? jobs.get(names.get(0)) : null;
        return job == null ? null : find(job, names.get(1), 0);
    }
}
