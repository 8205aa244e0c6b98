package io.github.akspolicy.deployment;

import io.github.akspolicy.deployment.PipelineScript.Run;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.source.ChartRequest;
import io.github.akspolicy.source.SetValue;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.Workspace;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells which Applications of Argo CD deploy nothing but charts that are rendered here, with the values that the Application gives
 * them. Of any other one, something is not evaluated.
 */
public final class RenderedApplications {
    private static final String ROOT = OpenText.unknown(ShellSubstitution.ROOT);
    private static final String DEFAULT_VALUES = "values.yaml";

    private final CommandBinder binder;
    private final Map<Path, List<ChartRequest>> rendered;

    /**
     * @param root the root of the repository, absolute
     * @param rendered what charts are rendered with
     */
    public RenderedApplications(Path root, Workspace workspace, Collection<ChartRequest> rendered) {
        this.binder = new CommandBinder(new RepositoryPaths(root, workspace));
        this.rendered = rendered.stream().collect(Collectors.groupingBy(ChartRequest::chart));
    }

    /** Whether everything that an object deploys is rendered; false for an object that is not an Application. */
    public boolean isRendered(Field document) {
        List<ArgoCdApplications.Part> parts =
                rendered.isEmpty() ? List.of() : ArgoCdApplications.parts(document, RenderedApplications::text);
        return !parts.isEmpty() && parts.stream().allMatch(part -> part.draft() != null && isRendered(part.draft()));
    }

    private static @Nullable String text(Field field) {
        return field.node() instanceof Node.Scalar scalar && scalar.value() != null
                ? OpenText.clean(String.valueOf(scalar.value()))
                : null;
    }

    private boolean isRendered(CommandDraft draft) {
        var nowhere = new SourceLocation("", 1, 1, SourceLocation.Role.CONFIGURATION);
        List<DeploymentCommand> commands = binder.bind(draft, ROOT, Run.UNKNOWN, nowhere);
        return !commands.isEmpty()
                && commands.stream()
                        .allMatch(command -> rendered.getOrDefault(command.path(), List.of()).stream()
                                .anyMatch(request -> isAs(command.settings(), request)));
    }

    /** The name of the release and its namespace may differ: they change no field that policies are about. */
    private static boolean isAs(ReleaseSettings settings, ChartRequest request) {
        return settings.unknown().isEmpty()
                && settings.known().equals(settings.set())
                && files(settings.values(), request.chart()).equals(files(request.valuesFiles(), request.chart()))
                && texts(settings.set()).equals(texts(request.setValues()));
    }

    /** Without the default values of the chart, which Helm takes first in any case. */
    private static List<Path> files(List<Path> values, Path chart) {
        boolean isFirst = !values.isEmpty() && values.get(0).equals(chart.resolve(DEFAULT_VALUES));
        return isFirst ? values.subList(1, values.size()) : values;
    }

    private static List<String> texts(List<SetValue> set) {
        return set.stream()
                .map(value -> value.type() + " " + value.key() + "=" + value.value())
                .toList();
    }
}
