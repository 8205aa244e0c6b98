package io.github.akspolicy.cluster;

import io.github.akspolicy.cluster.arm.HiddenContent;
import io.github.akspolicy.cluster.module.Fault;
import io.github.akspolicy.cluster.module.Instance;
import io.github.akspolicy.cluster.module.NotRead;
import io.github.akspolicy.cluster.module.RootModule;
import io.github.akspolicy.cluster.module.Texts;
import io.github.akspolicy.cluster.module.ValueNodes;
import io.github.akspolicy.cluster.terraform.TerraformContents;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.source.ClusterRequest;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.NotEvaluated;
import io.github.akspolicy.source.Origin;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.Release;
import io.github.akspolicy.source.SourceLocation;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads a root module of Terraform as it is written. A finding names the text that decides: the file of variables, the call of a
 * module or the default that a variable has, with the attribute as related line.
 */
final class ConfigurationReading {
    private final ClusterRequest request;
    private final RootModule module;

    ConfigurationReading(ClusterRequest request) {
        this.request = request;
        this.module = RootModule.read(
                request.definition(), request.parameterFiles(), null, request.workspace(), request.limits());
    }

    void read(Release.Receiver receiver) {
        for (Fault fault : module.problems()) {
            receiver.problem(Problem.at(location(fault.at(), SourceLocation.Role.MANIFEST), fault.message(), ""));
        }
        TerraformContents contents = TerraformContents.of(module.providers());
        for (Instance instance : module.instances()) {
            if (TerraformContents.isRead(instance.type())) {
                contents.add(instance.address(), instance.type(), ValueNodes.of(instance.attributes()));
            }
        }
        contents.problems()
                .forEach((at, message) ->
                        receiver.problem(Problem.at(location(at, SourceLocation.Role.MANIFEST), message, "")));
        contents.notEvaluated().forEach((at, hidden) -> receiver.notEvaluated(notEvaluated(hidden, at)));
        module.notRead().forEach(call -> receiver.notEvaluated(notRead(call)));
        Set<String> secrets = new HashSet<>(module.secrets());
        secrets.addAll(contents.secrets());
        receiver.file(new ManifestFile(
                request.workspace().relative(request.definition()), "", this::origin, contents.resources(), secrets));
    }

    private NotEvaluated notEvaluated(HiddenContent hidden, Position at) {
        return new NotEvaluated(
                hidden.subject(), hidden.fault(), location(at, SourceLocation.Role.MANIFEST), hidden.fix());
    }

    private NotEvaluated notRead(NotRead call) {
        return new NotEvaluated(
                call.address(),
                call.reason(),
                location(call.at(), SourceLocation.Role.MANIFEST),
                "run terraform init, which brings the module here");
    }

    private SourceLocation location(Position at, SourceLocation.Role role) {
        Texts.Location location = module.texts().locate(at);
        return new SourceLocation(location.path(), location.line(), location.column(), role);
    }

    /** The text that decides, then what leads to it from the attribute as it is written. */
    private Origin origin(Place place) {
        SourceLocation attribute = location(place.key(), SourceLocation.Role.MANIFEST);
        if (!place.isWritten()) {
            return Origin.of(attribute);
        }
        var others = new LinkedHashSet<SourceLocation>();
        others.add(attribute);
        List<Position> via = module.via(place.key(), place.value());
        via.forEach(step -> others.add(location(step, SourceLocation.Role.MANIFEST)));
        SourceLocation decides = location(place.value(), SourceLocation.Role.VALUES);
        if (via.isEmpty()) {
            // the value stands where it is asked for
            return Origin.of(attribute);
        }
        others.removeIf(other -> other.path().equals(decides.path()) && other.line() == decides.line());
        return new Origin(decides, List.copyOf(others), List.of(), false);
    }
}
