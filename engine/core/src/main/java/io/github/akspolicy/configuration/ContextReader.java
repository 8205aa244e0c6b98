package io.github.akspolicy.configuration;

import io.github.akspolicy.configuration.Settings.Located;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.resource.PodTemplates;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.identity.ContextKinds;
import io.github.akspolicy.resource.identity.WorkloadIdentity;
import io.github.akspolicy.source.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code context}, from the configuration or a file that it names, and makes resources of it. */
record ContextReader(PathResolver paths, Workspace workspace, Problems problems) {
    private static final int MAX_CHARACTERS = 4 << 20;

    /** @param field the value of {@code context}, whose shape was checked */
    List<Context> read(Field field) {
        String path = field.string();
        if (path == null) {
            return field.node() instanceof Node.Mapping
                    ? List.of(new Context(problems.locate(field.place().key()), "", resources(field)))
                    : List.of();
        }
        var written = new Located<>(path, problems.locate(field.place().value()));
        Path file = path.isEmpty() ? null : paths.existing(written, "context");
        Field document = file == null ? null : document(file, written);
        return file == null || document == null
                ? List.of()
                : List.of(new Context(
                        problems.locate(field.place().key()), workspace.relative(file), resources(document)));
    }

    private @Nullable Field document(Path file, Located<String> written) {
        if (!Files.isRegularFile(file)) {
            problems.add(
                    written.at(),
                    "context " + ShapeCheck.quote(written.value()) + " is not a file",
                    "name a YAML file");
            return null;
        }
        var inFile = new Problems(workspace.relative(file));
        Node root = DocumentFile.read(file, MAX_CHARACTERS, workspace, inFile);
        if (root != null) {
            new ShapeCheck(inFile).check(ContextSchema.keys(), Field.root(root));
        }
        inFile.moveTo(problems);
        return root == null ? null : Field.root(root);
    }

    private static List<Resource> resources(Field context) {
        var resources = new ArrayList<Resource>();
        for (Field namespace : context.get("namespaces").fields()) {
            Position at = namespace.place().key();
            resources.add(resource(
                    at,
                    "v1",
                    "Namespace",
                    mapping(at, text(at, "name", namespace.key()), copy(at, "labels", namespace.get("labels")))));
        }
        for (Field account : context.get("serviceAccounts").items()) {
            Position at = account.place().key();
            Node.Entry annotations = new Node.Entry(
                    "annotations", at, mapping(at, copy(at, WorkloadIdentity.CLIENT_ID, account.get("clientId"))));
            resources.add(resource(
                    at,
                    "v1",
                    "ServiceAccount",
                    mapping(
                            at,
                            copy(at, "name", account.get("name")),
                            copy(at, "namespace", account.get("namespace")),
                            annotations)));
        }
        add(resources, context.get("federatedCredentials"), ContextKinds.FEDERATED_CREDENTIAL);
        add(resources, context.get("clusters"), ContextKinds.CLUSTER);
        for (Field registry : context.get("registries").items()) {
            Position at = registry.place().key();
            resources.add(resource(
                    at,
                    ContextKinds.API_VERSION,
                    ContextKinds.REGISTRY,
                    mapping(at),
                    copy(at, "loginServer", registry)));
        }
        return List.copyOf(resources);
    }

    private static void add(List<Resource> resources, Field list, String kind) {
        for (Field item : list.items()) {
            Position at = item.place().key();
            resources.add(resource(
                    at,
                    ContextKinds.API_VERSION,
                    kind,
                    mapping(at),
                    item.fields().stream()
                            .map(field -> copy(at, field.key(), field))
                            .toArray(Node.Entry[]::new)));
        }
    }

    private static Resource resource(
            Position at, String apiVersion, String kind, Node.Mapping metadata, Node.@Nullable Entry... more) {
        var entries = new ArrayList<Node.Entry>();
        entries.add(text(at, "apiVersion", apiVersion));
        entries.add(text(at, "kind", kind));
        entries.add(new Node.Entry("metadata", at, metadata));
        for (Node.Entry entry : more) {
            if (entry != null) {
                entries.add(entry);
            }
        }
        return Resource.of(Field.root(new Node.Mapping(entries, at)), null, PodTemplates.KNOWN);
    }

    private static Node.Mapping mapping(Position at, Node.@Nullable Entry... entries) {
        var written = new ArrayList<Node.Entry>();
        for (Node.Entry entry : entries) {
            if (entry != null) {
                written.add(entry);
            }
        }
        return new Node.Mapping(written, at);
    }

    private static Node.Entry text(Position at, String key, String value) {
        return new Node.Entry(key, at, new Node.Scalar(value, at));
    }

    /** What the configuration says, under the name that a resource has for it; nothing when it says nothing. */
    private static Node.@Nullable Entry copy(Position at, String key, Field field) {
        Node node = field.node();
        return node == null ? null : new Node.Entry(key, at, node);
    }
}
