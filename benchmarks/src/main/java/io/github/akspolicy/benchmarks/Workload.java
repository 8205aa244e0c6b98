package io.github.akspolicy.benchmarks;

import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.ManifestTexts;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.Release;
import io.github.akspolicy.source.ReleaseId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Any number of resources of about 5 KB, as a platform team has them: three Deployments to one Service and one Role. Every
 * fiftieth Deployment has a fault. Texts are made when they are read, so that the input takes no memory.
 *
 * @param resources how many
 */
record Workload(int resources) implements Release {
    private static final int RESOURCES_PER_FILE = 5;
    private static final int FAULT_EVERY = 50;

    private static final int NAMESPACES = 40;
    private static final ReleaseId ID = new ReleaseId("prod", "k8s", "k8s");
    private static final String RELEASE_NAMESPACE = "default";

    private static final String CONTAINER = template("container.yaml");
    private static final String DEPLOYMENT = template("deployment.yaml");
    private static final String NAMESPACE = template("namespace.yaml");
    private static final String SERVICE_AND_ROLE = template("service-and-role.yaml");

    /** A file beside this class. */
    static String template(String name) {
        try (InputStream text = Objects.requireNonNull(Workload.class.getResourceAsStream(name), name)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    /** Texts of manifests in memory. */
    static ManifestTexts inMemory(String name, List<String> texts) {
        var files = new ArrayList<ManifestFile>();
        texts.forEach(text -> files.add(ManifestFile.asWritten(name + "-" + files.size() + ".yaml", text)));
        return new ManifestTexts(new ReleaseId("benchmark", name, name), RELEASE_NAMESPACE, files);
    }

    @Override
    public ReleaseId id() {
        return ID;
    }

    @Override
    public String namespace() {
        return RELEASE_NAMESPACE;
    }

    /** The same with all texts made before it is read, so that making them is not measured: it takes 5 KB a resource. */
    ManifestTexts prepared() {
        var files = new ArrayList<ManifestFile>();
        read(new Receiver() {
            @Override
            public void file(ManifestFile file) {
                files.add(file);
            }

            @Override
            public void problem(Problem problem) {
                throw new IllegalStateException(problem.message());
            }
        });
        return new ManifestTexts(ID, RELEASE_NAMESPACE, files);
    }

    @Override
    public void read(Receiver receiver) {
        // what the others refer to: pods without their namespace and account would be a finding each
        var namespaces = new StringBuilder();
        for (int team = 0; team < NAMESPACES; team++) {
            namespaces.append(NAMESPACE.formatted(team));
        }
        receive(receiver, "k8s/namespaces.yaml", namespaces.toString());
        for (int file = 0; file < resources / RESOURCES_PER_FILE; file++) {
            String path = "k8s/app-" + file + ".yaml";
            receive(receiver, path, text(file));
        }
    }

    private static void receive(Receiver receiver, String path, String text) {
        receiver.file(ManifestFile.asWritten(path, text));
    }

    /** The text of one file: three Deployments, a Service and a Role. */
    static String text(int file) {
        var text = new StringBuilder();
        for (int i = 0; i < 3; i++) {
            int number = file * 3 + i;
            text.append(DEPLOYMENT.formatted(number, number % NAMESPACES));
            for (String container : new String[] {"app", "proxy", "exporter"}) {
                boolean fault = number % FAULT_EVERY == 0 && container.equals("proxy");
                text.append(CONTAINER.formatted(container, number, fault));
            }
        }
        return text.append(SERVICE_AND_ROLE.formatted(file, file % NAMESPACES)).toString();
    }
}
