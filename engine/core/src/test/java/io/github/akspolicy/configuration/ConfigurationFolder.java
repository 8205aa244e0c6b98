package io.github.akspolicy.configuration;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.source.Problem;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/** A repository of a test with a configuration, a chart {@code deploy/store} and a folder {@code k8s}. */
record ConfigurationFolder(ProjectFolder project) {
    /** Finds the services of core's own tests, which those of other modules must not find. */
    static final Overrides EXAMPLES =
            Overrides.NONE.classLoader(new ClassLoader(ConfigurationFolder.class.getClassLoader()) {
                @Override
                public Enumeration<URL> getResources(String name) throws IOException {
                    URL service = ConfigurationFolder.class.getResource(name.replace("META-INF/", ""));
                    return service == null ? super.getResources(name) : Collections.enumeration(List.of(service));
                }
            });

    static final String CONFIG_MAP = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: plain}\n";

    static ConfigurationFolder in(Path root) {
        return bare(root)
                .file("deploy/store/Chart.yaml", "apiVersion: v2\nname: store\nversion: 1.0.0\n")
                .file("deploy/store/values.yaml", "{}\n")
                .file("deploy/store/values-dev.yaml", "{}\n")
                .file("deploy/store/values-prod.yaml", "{}\n")
                .file("k8s/config.yaml", CONFIG_MAP);
    }

    /** A repository without files. */
    static ConfigurationFolder bare(Path root) {
        return new ConfigurationFolder(ProjectFolder.in(root));
    }

    Path root() {
        return project.root();
    }

    Path path(String path) {
        return project.path(path);
    }

    ConfigurationFolder folder(String path) {
        project.folder(path);
        return this;
    }

    ConfigurationFolder file(String path, String text) {
        project.file(path, text);
        return this;
    }

    Verification load(String configuration) {
        return load(configuration, EXAMPLES);
    }

    Verification load(String configuration, Overrides overrides) {
        file(Verification.FILE_NAME, configuration);
        try {
            return Verification.load(path(Verification.FILE_NAME), overrides);
        } catch (ConfigurationException e) {
            throw new AssertionError("must be valid: " + e.getMessage(), e);
        }
    }

    Evaluation evaluate(String configuration) {
        return load(configuration).evaluate(Progress.NONE);
    }

    Verification scan(String path) {
        try {
            return Verification.scan(path(path), EXAMPLES);
        } catch (ConfigurationException e) {
            throw new AssertionError("must be valid: " + e.getMessage(), e);
        }
    }

    /** The problems of a configuration in full; empty when it has none. */
    List<String> problems(String configuration) {
        return problems(configuration, EXAMPLES);
    }

    List<String> problems(String configuration, Overrides overrides) {
        file(Verification.FILE_NAME, configuration);
        return problemsOf(() -> Verification.load(path(Verification.FILE_NAME), overrides));
    }

    /** The problems of the configuration that a path leads to. */
    List<String> problemsAt(String path) {
        return problemsOf(() -> Verification.load(path(path), EXAMPLES));
    }

    static List<String> problemsOf(Loading loading) {
        try {
            loading.load();
            return List.of();
        } catch (ConfigurationException e) {
            return e.problems().stream().map(Problem::toString).toList();
        }
    }

    static List<String> problemsOf(Evaluation evaluation) {
        return evaluation.problems().stream()
                .map(problem -> problem.problem().toString())
                .toList();
    }

    interface Loading {
        Verification load() throws ConfigurationException;
    }

    /** Finds none of the services whose name ends so. */
    static ClassLoader without(String service) {
        return new ClassLoader(EXAMPLES.classLoader()) {
            @Override
            public Enumeration<URL> getResources(String name) throws IOException {
                return name.endsWith(service) ? Collections.emptyEnumeration() : super.getResources(name);
            }
        };
    }
}
