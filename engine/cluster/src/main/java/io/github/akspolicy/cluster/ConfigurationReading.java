package io.github.akspolicy.cluster;

import io.github.akspolicy.cluster.arm.HiddenContent;
import io.github.akspolicy.cluster.module.Fault;
import io.github.akspolicy.cluster.module.Instance;
import io.github.akspolicy.cluster.module.NotRead;
import io.github.akspolicy.cluster.module.RootModule;
import io.github.akspolicy.cluster.module.Unmade;
import io.github.akspolicy.cluster.module.ValueNodes;
import io.github.akspolicy.cluster.terraform.TerraformContents;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.source.ClusterRequest;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.NotEvaluated;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.Release;
import io.github.akspolicy.source.SourceLocation;
import java.util.HashSet;
import java.util.Set;

/** Reads a root module of Terraform as it is written. */
final class ConfigurationReading {
    private final ClusterRequest request;
    private final RootModule module;
    private final ConfigurationOrigins origins;

    ConfigurationReading(ClusterRequest request) {
        this.request = request;
        this.module = RootModule.read(
                request.definition(), request.parameterFiles(), null, request.workspace(), request.limits());
        this.origins = new ConfigurationOrigins(module);
    }

    void read(Release.Receiver receiver) {
        for (Fault fault : module.problems()) {
            receiver.problem(
                    Problem.at(origins.location(fault.at(), SourceLocation.Role.MANIFEST), fault.message(), ""));
        }
        TerraformContents contents = TerraformContents.of(module.providers());
        for (Instance instance : module.instances()) {
            if (TerraformContents.isRead(instance.type())) {
                contents.add(instance.address(), instance.type(), ValueNodes.of(instance.attributes()));
            }
        }
        contents.problems()
                .forEach((at, message) ->
                        receiver.problem(Problem.at(origins.location(at, SourceLocation.Role.MANIFEST), message, "")));
        contents.notEvaluated().forEach((at, hidden) -> receiver.notEvaluated(notEvaluated(hidden, at)));
        module.unmade().stream()
                .filter(block -> block.types().stream().anyMatch(TerraformContents::isDefinition))
                .forEach(block -> receiver.notEvaluated(unmade(block)));
        module.notRead().forEach(call -> receiver.notEvaluated(notRead(call)));
        Set<String> secrets = new HashSet<>(module.secrets());
        secrets.addAll(contents.secrets());
        // what could not be read may deploy something
        if (!contents.resources().isEmpty() || module.problems().isEmpty()) {
            receiver.file(new ManifestFile(
                    request.workspace().relative(request.definition()), "", origins, contents.resources(), secrets));
        }
    }

    private NotEvaluated notEvaluated(HiddenContent hidden, Position at) {
        return new NotEvaluated(
                hidden.subject(), hidden.fault(), origins.location(at, SourceLocation.Role.MANIFEST), hidden.fix());
    }

    private NotEvaluated unmade(Unmade block) {
        return new NotEvaluated(
                block.address(),
                "count or for_each make no instance of it",
                origins.location(block.at(), SourceLocation.Role.MANIFEST),
                "give the variables with which it is made by vars:");
    }

    private NotEvaluated notRead(NotRead call) {
        return new NotEvaluated(
                call.address(),
                call.reason(),
                origins.location(call.at(), SourceLocation.Role.MANIFEST),
                "run terraform init, which brings the module here");
    }
}
