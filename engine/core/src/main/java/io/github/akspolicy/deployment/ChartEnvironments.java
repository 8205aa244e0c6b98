package io.github.akspolicy.deployment;

import io.github.akspolicy.source.SetValue;
import io.github.akspolicy.source.Workspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The environments that the charts of a repository are deployed to, found in the names of values files and in the commands of
 * pipelines. What is said by tests and examples counts only for a chart of which nothing else is known.
 */
public final class ChartEnvironments {
    /** Those that matter most first, then by name and release. */
    public static final Comparator<ChartEnvironment> ORDER = Comparator.comparingInt(
                    (ChartEnvironment one) -> EnvironmentNames.rank(one.name()))
            .thenComparing(ChartEnvironment::name)
            .thenComparing(one -> nonNull(one.settings().release()));

    private final List<DeploymentCommand> commands;
    private final Workspace workspace;

    /** @param commands of the repository */
    public ChartEnvironments(List<DeploymentCommand> commands, Workspace workspace) {
        this.commands = List.copyOf(commands);
        this.workspace = workspace;
    }

    /**
     * The environments of a chart, those that matter most first, then by name; none where nothing but its default values is known.
     * A name may come several times, with different releases.
     *
     * @param chart the folder of the chart, absolute
     * @param valuesFiles those that may be meant for the chart, absolute
     */
    public List<ChartEnvironment> of(Path chart, List<Path> valuesFiles) {
        List<DeploymentCommand> own = counting(chart);
        var found = new ArrayList<ChartEnvironment>();
        Map<String, Path> files = files(chart, valuesFiles);
        for (DeploymentCommand command : own) {
            String name = name(chart, command);
            if (isOpen(command) && name.equals(EnvironmentNames.DEFAULT) && !files.isEmpty()) {
                // which file it takes is not known: each of them
                files.forEach(
                        (environment, file) -> add(found, of(chart, environment, with(command, file), command, file)));
            } else {
                Path file = isOpen(command) ? fileFor(name, files) : null;
                add(found, of(chart, name, with(command, file), command, file));
            }
        }
        files.forEach((name, file) -> {
            boolean isKnown = found.stream()
                    .anyMatch(one -> EnvironmentNames.isSame(one.name(), name)
                            || one.settings().values().contains(file));
            if (!isKnown) {
                found.add(new ChartEnvironment(chart, name, settings(List.of(file)), shown(chart, file)));
            }
        });
        found.sort(ORDER);
        return found;
    }

    /** Whether two names mean the same environment, such as {@code prod} and {@code production}. */
    public static boolean isSame(String one, String other) {
        return EnvironmentNames.isSame(one, other);
    }

    /**
     * Whether a file lies in a folder of examples or tests, such as {@code ci} of chart-testing, which nothing is deployed with.
     *
     * @param path with {@code /}
     */
    public static boolean isOfTests(String path) {
        return EnvironmentNames.isOfTests(path);
    }

    private static ReleaseSettings settings(List<Path> values) {
        return new ReleaseSettings(null, null, values, List.of(), List.of());
    }

    /**
     * The commands that say how a chart is deployed. Scripts count where no pipeline and no Application deploys it, and commands that
     * only render it where nothing deploys it.
     */
    private List<DeploymentCommand> counting(Path chart) {
        List<DeploymentCommand> all = commands.stream()
                .filter(command -> command.isChart() && chart.equals(command.path()) && !isTest(command))
                .toList();
        List<Predicate<DeploymentCommand>> ranks = List.of(
                command -> isDeploying(command)
                        && !ScriptFiles.isScript(command.at().path()),
                ChartEnvironments::isDeploying,
                command -> true);
        return ranks.stream()
                .map(rank -> all.stream().filter(rank).toList())
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private static boolean isDeploying(DeploymentCommand command) {
        return command.kind() != DeploymentCommand.Kind.HELM_TEMPLATE;
    }

    private boolean isTest(DeploymentCommand command) {
        String file = command.at().path();
        return EnvironmentNames.isOfTests(file)
                || TestWords.isIn(file)
                || command.settings().values().stream()
                        .anyMatch(values -> EnvironmentNames.isOfTests(workspace.relative(values)));
    }

    /** Whether a command takes values that are not known here. */
    private static boolean isOpen(DeploymentCommand command) {
        return command.settings().unknown().stream().anyMatch(argument -> argument.startsWith("-f "));
    }

    private String name(Path chart, DeploymentCommand command) {
        List<Path> values = command.settings().values();
        for (int i = values.size() - 1; i >= 0; i--) {
            String name = ofFile(chart, values.get(i));
            if (name != null) {
                return name;
            }
        }
        String environment = command.environment();
        String said = environment == null ? null : EnvironmentNames.ofPipeline(environment);
        if (said != null) {
            return said;
        }
        for (String text : List.of(
                nonNull(command.settings().namespace()),
                nonNull(command.settings().release()),
                lastName(command.at().path()))) {
            String name = EnvironmentNames.ofText(text);
            if (name != null) {
                return name;
            }
        }
        String last = values.isEmpty()
                ? null
                : EnvironmentNames.ofAnyFile(
                        String.valueOf(values.get(values.size() - 1).getFileName()),
                        String.valueOf(chart.getFileName()));
        return last == null ? EnvironmentNames.DEFAULT : last;
    }

    private static String nonNull(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static String lastName(String path) {
        return path.substring(path.lastIndexOf('/') + 1).replaceFirst("\\.[a-z]+$", "");
    }

    private @Nullable String ofFile(Path chart, Path file) {
        Path around = file.startsWith(chart) ? chart : workspace.root();
        return EnvironmentNames.ofFile(Workspace.slashes(around.relativize(file)), String.valueOf(chart.getFileName()));
    }

    /** The values files of environments, by the name of the environment; of several the nearest one. */
    private Map<String, Path> files(Path chart, List<Path> valuesFiles) {
        var byName = new LinkedHashMap<String, Path>();
        valuesFiles.stream()
                .sorted(Comparator.comparingInt(Path::getNameCount).thenComparing(Comparator.naturalOrder()))
                .forEach(file -> {
                    String name = ofFile(chart, file);
                    if (name != null) {
                        byName.putIfAbsent(name, file);
                    }
                });
        if (byName.keySet().stream().anyMatch(name -> EnvironmentNames.rank(name) < EnvironmentNames.rank("local"))) {
            byName.keySet().removeIf(name -> EnvironmentNames.rank(name) == EnvironmentNames.rank("local"));
        }
        return byName;
    }

    private static @Nullable Path fileFor(String name, Map<String, Path> files) {
        return files.entrySet().stream()
                .filter(file -> EnvironmentNames.isSame(file.getKey(), name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    private static ReleaseSettings with(DeploymentCommand command, @Nullable Path file) {
        ReleaseSettings settings = command.settings();
        return file == null
                ? settings
                : new ReleaseSettings(
                        settings.release(),
                        settings.namespace(),
                        Stream.concat(settings.values().stream(), Stream.of(file))
                                .toList(),
                        settings.set(),
                        settings.unknown());
    }

    private ChartEnvironment of(
            Path chart, String name, ReleaseSettings settings, DeploymentCommand command, @Nullable Path file) {
        var files = new ArrayList<String>();
        settings.values().forEach(values -> files.add(shown(chart, values)));
        String place = command.at().path() + ":" + command.at().line();
        String said = place + set(settings.set());
        return new ChartEnvironment(
                chart, name, settings, files.isEmpty() ? said : String.join(" and ", files) + " (" + said + ")");
    }

    /** {@code sets image.tag and 2 more}. */
    private static String set(List<SetValue> set) {
        if (set.isEmpty()) {
            return "";
        }
        int more = set.size() - 1;
        return " sets " + set.get(0).key() + (more == 0 ? "" : " and " + more + " more");
    }

    private String shown(Path chart, Path file) {
        return file.startsWith(chart) ? Workspace.slashes(chart.relativize(file)) : workspace.relative(file);
    }

    /** Of several commands for one release in one environment, the one that says most counts. */
    private static void add(List<ChartEnvironment> found, ChartEnvironment next) {
        for (int i = 0; i < found.size(); i++) {
            ChartEnvironment known = found.get(i);
            boolean isOne = EnvironmentNames.isSame(known.name(), next.name())
                    && nonNull(known.settings().release())
                            .equals(nonNull(next.settings().release()));
            if (isOne) {
                if (size(next) > size(known)) {
                    found.set(i, next);
                }
                return;
            }
        }
        found.add(next);
    }

    private static int size(ChartEnvironment one) {
        return one.settings().values().size() + one.settings().set().size();
    }
}
