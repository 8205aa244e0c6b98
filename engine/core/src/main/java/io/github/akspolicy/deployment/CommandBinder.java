package io.github.akspolicy.deployment;

import io.github.akspolicy.deployment.CommandDraft.Setting;
import io.github.akspolicy.deployment.DeploymentCommand.Kind;
import io.github.akspolicy.source.FolderWalk;
import io.github.akspolicy.source.SetValue;
import io.github.akspolicy.source.SourceLocation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks up the files of a command. A part of a path that is not known is what the files of the repository allow it to be: {@code
 * values-$ENV.yaml} beside {@code values-dev.yaml} and {@code values-prod.yaml} is a command for each.
 */
record CommandBinder(RepositoryPaths paths) {
    /** A command that may be more is left with what is unknown. */
    private static final int MOST = 20;

    /** Files beside those of environments that a pattern such as {@code $ENV.yaml} fits, too. */
    private static final Set<String> OTHERS = Set.of("chart", "values", "requirements", "kustomization");

    private static final Pattern VALUES = Pattern.compile(".*\\.(ya?ml|json)");
    private static final List<String> KUSTOMIZATIONS =
            List.of("kustomization.yaml", "kustomization.yml", "Kustomization");
    private static final Pattern NO_ENVIRONMENT = Pattern.compile("(?i).*(example|sample|template|schema).*");
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,51}[a-z0-9])?");

    /** A command with some values of what is unknown in it. */
    private record Bound(@Nullable Path path, List<Path> values, Map<String, String> known, List<String> missing) {}

    List<DeploymentCommand> bind(CommandDraft draft, String folder, PipelineScript.Run run, SourceLocation at) {
        String texts = draft.path + "/" + String.join("/", draft.values) + "/" + folder;
        var found = new ArrayList<DeploymentCommand>();
        for (Map<String, String> known : choices(OpenText.names(texts), run.choices())) {
            for (Bound bound : paths(draft, folder, known)) {
                found.add(command(draft, folder, bound, run, at));
            }
        }
        boolean isOfArgoCd = draft.kind == Kind.ARGO_CD;
        // a path that is not a chart is a folder of manifests
        found.removeIf(command -> isOfArgoCd && command.path() == null);
        return found.size() > MOST ? List.of() : found;
    }

    /** What the unknown parts of paths are in turn, as far as a loop or the options of an input say it. */
    private static List<Map<String, String>> choices(List<String> names, Map<String, List<String>> choices) {
        List<Map<String, String>> rows = List.of(Map.of());
        for (String name : names) {
            List<String> values = choices.getOrDefault(name, List.of());
            if (!values.isEmpty() && rows.size() * values.size() <= MOST) {
                rows = rows.stream()
                        .flatMap(row -> values.stream().map(value -> with(row, Map.of(name, value))))
                        .toList();
            }
        }
        return rows;
    }

    private static Map<String, String> with(Map<String, String> known, Map<String, String> more) {
        var all = new LinkedHashMap<>(known);
        all.putAll(more);
        return all;
    }

    private List<Bound> paths(CommandDraft draft, String folder, Map<String, String> known) {
        List<RepositoryPaths.Match> matches = paths.match(folder, draft.path, known).stream()
                .filter(match -> fits(draft.kind, match.path()))
                .toList();
        boolean isFolder = draft.kind != Kind.MANIFESTS;
        boolean isOne =
                matches.size() <= 1 || isFolder && matches.size() <= MOST && isNamedAlike(draft, matches.get(0));
        if (matches.isEmpty() || !isOne) {
            return values(draft, folder, new Bound(null, List.of(), known, List.of()));
        }
        return matches.stream()
                .flatMap(match ->
                        values(
                                draft,
                                folder,
                                new Bound(match.path(), List.of(), with(known, match.values()), List.of()))
                                .stream())
                .toList();
    }

    /** Whether the release is called after the chart, so that each chart may be meant. */
    private static boolean isNamedAlike(CommandDraft draft, RepositoryPaths.Match match) {
        return !OpenText.isKnown(draft.release)
                || draft.release.isEmpty()
                || match.values().isEmpty();
    }

    private static boolean fits(Kind kind, Path path) {
        return switch (kind) {
            case HELM, HELM_TEMPLATE, ARGO_CD ->
                FolderWalk.isChart(path) || path.toString().endsWith(".tgz");
            case KUSTOMIZATION -> KUSTOMIZATIONS.stream().anyMatch(name -> Files.isRegularFile(path.resolve(name)));
            case MANIFESTS -> true;
        };
    }

    private List<Bound> values(CommandDraft draft, String folder, Bound start) {
        List<Bound> all = List.of(start);
        for (String text : draft.values) {
            if (!text.isBlank()) {
                all = all.stream()
                        .flatMap(bound -> value(draft, text, folder, bound).stream())
                        .toList();
            }
            if (all.size() > MOST) {
                return List.of(new Bound(start.path(), List.of(), start.known(), draft.values));
            }
        }
        return all;
    }

    /** The command with each file that fits. */
    private List<Bound> value(CommandDraft draft, String text, String folder, Bound bound) {
        List<RepositoryPaths.Match> matches = paths.match(folder, text, bound.known()).stream()
                .filter(match -> Files.isRegularFile(match.path()) && isOfEnvironment(match, bound.known()))
                .toList();
        boolean mayBeMissing = draft.ignoresMissingFiles && !text.contains("://");
        if (mayBeMissing && matches.isEmpty() && OpenText.isKnown(OpenText.bind(text, bound.known()::get))) {
            return List.of(bound);
        }
        boolean isOpen = matches.stream().anyMatch(match -> !match.values().isEmpty());
        if (matches.isEmpty() || isOpen && bound.path() == null) {
            var missing = new ArrayList<>(bound.missing());
            missing.add("-f " + text);
            return List.of(new Bound(bound.path(), bound.values(), bound.known(), missing));
        }
        return matches.stream()
                .map(match -> new Bound(
                        bound.path(),
                        Stream.concat(bound.values().stream(), Stream.of(match.path()))
                                .toList(),
                        with(bound.known(), match.values()),
                        bound.missing()))
                .toList();
    }

    private static boolean isOfEnvironment(RepositoryPaths.Match match, Map<String, String> known) {
        if (known.keySet().containsAll(match.values().keySet())) {
            return true;
        }
        String name = String.valueOf(match.path().getFileName()).toLowerCase(Locale.ROOT);
        return VALUES.matcher(name).matches()
                && !OTHERS.contains(name.replaceFirst("\\.ya?ml$", ""))
                && match.values().values().stream()
                        .noneMatch(value -> NO_ENVIRONMENT.matcher(value).matches());
    }

    private DeploymentCommand command(
            CommandDraft draft, String folder, Bound bound, PipelineScript.Run run, SourceLocation at) {
        Map<String, String> known = bound.known();
        var unknown = new ArrayList<String>();
        Stream.concat(draft.unknown.stream(), bound.missing().stream())
                .map(text -> OpenText.shown(OpenText.bind(text, known::get)))
                .forEach(unknown::add);
        var set = new ArrayList<SetValue>();
        for (Setting setting : draft.set) {
            SetValue value = set(setting, folder, known, at);
            if (value == null) {
                unknown.add(SetArguments.flag(setting.type()) + " " + setting.key());
            } else {
                set.add(value);
            }
        }
        var settings = new ReleaseSettings(
                name(draft.release, known), name(draft.namespace, known), bound.values(), set, unknown);
        return new DeploymentCommand(
                draft.kind,
                bound.path(),
                OpenText.shown(OpenText.bind(draft.path, known::get)),
                settings,
                run.environment().isEmpty() ? null : OpenText.known(OpenText.bind(run.environment(), known::get)),
                at);
    }

    private @Nullable SetValue set(Setting setting, String folder, Map<String, String> known, SourceLocation at) {
        String value = OpenText.bind(setting.value(), known::get);
        if (setting.type() != SetValue.Type.SET_FILE) {
            return new SetValue(setting.type(), setting.key(), written(value), at);
        }
        Path file = paths.find(folder, value);
        return file == null || !Files.isRegularFile(file)
                ? null
                : new SetValue(setting.type(), setting.key(), file.toString(), at);
    }

    /** In a list of Helm's notation, braces of a placeholder would end it. */
    private static String written(String value) {
        String shown = OpenText.shown(value);
        return value.startsWith("{") && !OpenText.isKnown(value)
                ? OpenText.names(value).stream()
                        .map(name -> OpenText.shown(OpenText.unknown(name)))
                        .distinct()
                        .collect(Collectors.collectingAndThen(Collectors.toList(), all -> escaped(shown, all)))
                : shown;
    }

    private static String escaped(String list, List<String> placeholders) {
        String escaped = list;
        for (String placeholder : placeholders) {
            escaped =
                    escaped.replace(placeholder, placeholder.replace("{", "\\{").replace("}", "\\}"));
        }
        return escaped;
    }

    private static @Nullable String name(String text, Map<String, String> known) {
        String name = OpenText.bind(text, known::get);
        return OpenText.isKnown(name) && NAME.matcher(name).matches() ? name : null;
    }
}
