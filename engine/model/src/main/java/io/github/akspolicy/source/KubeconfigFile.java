package io.github.akspolicy.source;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ResourceId;
import java.nio.file.Path;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A kubeconfig file. It may leave {@code apiVersion} and {@code kind} out, as client-go reads it
 * (k8s.io/client-go/tools/clientcmd, {@code Load}).
 */
public final class KubeconfigFile implements Release {
    private final ReleaseId id;
    private final Path file;
    private final ReadLimits limits;
    private final Workspace workspace;

    public KubeconfigFile(ReleaseId id, Path file, ReadLimits limits, Workspace workspace) {
        this.id = id;
        this.file = file;
        this.limits = limits;
        this.workspace = workspace;
    }

    @Override
    public ReleaseId id() {
        return id;
    }

    @Override
    public void read(Receiver receiver) throws SourceException {
        ManifestFile text = ManifestFile.read(file, limits, workspace);
        var resources = new ArrayList<Resource>();
        ManifestReader.read(text.text(), limits, new ManifestReader.Receiver() {
            @Override
            public void document(Node root) {
                Field field = Field.root(root);
                if (isKubeconfig(field)) {
                    var name = new ResourceId("v1", "Config", null, String.valueOf(file.getFileName()));
                    resources.add(Resource.of(name, field));
                } else {
                    receiver.problem(Problem.at(
                            locate(root.position()),
                            "the file is not a kubeconfig: it has no clusters, users or contexts",
                            "name the kubeconfig file"));
                }
            }

            @Override
            public void problem(ManifestException problem) {
                receiver.problem(Problem.at(locate(problem.position()), problem.getMessage(), ""));
            }
        });
        receiver.file(new ManifestFile(text.path(), text.text(), text.origins(), resources));
    }

    private static boolean isKubeconfig(Field root) {
        return root.get("kind").stringOr("Config").equals("Config")
                && (root.get("clusters").isWritten()
                        || root.get("users").isWritten()
                        || root.get("contexts").isWritten());
    }

    private SourceLocation locate(@Nullable Position position) {
        Position at = position == null ? Position.START : position;
        return new SourceLocation(workspace.relative(file), at.line(), at.column(), SourceLocation.Role.MANIFEST);
    }
}
