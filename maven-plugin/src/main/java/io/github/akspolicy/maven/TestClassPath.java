package io.github.akspolicy.maven;

import io.github.akspolicy.evaluator.TestClasses;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Plugin;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.project.DefaultDependencyResolutionRequest;
import org.apache.maven.project.DependencyResolutionException;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.ProjectDependenciesResolver;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.eclipse.aether.graph.Dependency;

/** The tests of a module that bring rules: their class path, and whether Surefire executes them. */
record TestClassPath(MavenProject project) {
    private static final String GROUP = "io.github.akspolicy";
    private static final String ENGINE = "aks-policy-junit";
    private static final String SUREFIRE = "org.apache.maven.plugins:maven-surefire-plugin";

    /** The first Surefire that executes tests of the JUnit Platform by itself. */
    private static final int[] FIRST = {2, 22};

    private static final Pattern VERSION = Pattern.compile("([0-9]{1,6})\\.([0-9]{1,6}).*");

    /**
     * A green build whose Surefire passes the policies of its tests over would be green for no reason.
     *
     * @throws MojoExecutionException when the version of Surefire runs no tests of the JUnit Platform
     */
    void checkSurefire() throws MojoExecutionException {
        boolean hasEngine = project.getDependencies().stream()
                .anyMatch(dependency -> dependency.getGroupId().equals(GROUP)
                        && dependency.getArtifactId().equals(ENGINE));
        Optional<String> old = oldSurefire();
        if (hasEngine && old.isPresent()) {
            throw new MojoExecutionException("The policies in the tests of this module do not run: " + old.get());
        }
    }

    /** What is wrong with a Surefire that passes over policies in tests, and the fix; empty when it runs them. */
    Optional<String> oldSurefire() {
        return Optional.ofNullable(project.getPlugin(SUREFIRE))
                .map(Plugin::getVersion)
                .filter(TestClassPath::isTooOld)
                .map(version ->
                        "maven-surefire-plugin " + version + " runs no tests of the JUnit Platform. Set its version in"
                                + " <build><plugins>: " + SUREFIRE + ":3.6.1.");
    }

    private static boolean isTooOld(String version) {
        Matcher numbers = VERSION.matcher(version);
        if (!numbers.matches()) {
            return false;
        }
        int major = Integer.parseInt(numbers.group(1));
        return major < FIRST[0] || major == FIRST[0] && Integer.parseInt(numbers.group(2)) < FIRST[1];
    }

    /**
     * The compiled tests of a module that has the engine of policies; none where tests are not compiled, or their class path is not
     * whole: what is evaluated then says so.
     */
    TestClasses resolve(ProjectDependenciesResolver resolver, MavenSession session) {
        Path tests = Path.of(project.getBuild().getTestOutputDirectory());
        if (!Files.isDirectory(tests)) {
            return TestClasses.NONE;
        }
        List<Dependency> dependencies;
        try {
            dependencies = resolver.resolve(
                            new DefaultDependencyResolutionRequest(project, session.getRepositorySession()))
                    .getDependencies();
        } catch (DependencyResolutionException incomplete) {
            return TestClasses.NONE;
        }
        boolean hasEngine = dependencies.stream()
                .map(Dependency::getArtifact)
                .anyMatch(artifact -> artifact.getGroupId().equals(GROUP)
                        && artifact.getArtifactId().equals(ENGINE));
        if (!hasEngine) {
            return TestClasses.NONE;
        }
        List<String> scanned = scanned();
        var roots = new ArrayList<>(List.of(tests.toString()));
        var classPath =
                new ArrayList<>(List.of(tests.toString(), project.getBuild().getOutputDirectory()));
        for (Dependency dependency : dependencies) {
            File file = dependency.getArtifact().getFile();
            if (file != null) {
                classPath.add(file.getPath());
                String name = dependency.getArtifact().getGroupId() + ":"
                        + dependency.getArtifact().getArtifactId();
                if (scanned.stream().anyMatch(pattern -> pattern.equals(name) || pattern.startsWith(name + ":"))) {
                    roots.add(file.getPath());
                }
            }
        }
        return new TestClasses(classPath, roots, project.getBasedir().getPath());
    }

    /** The jars whose test classes Surefire runs, too. */
    private List<String> scanned() {
        return Optional.ofNullable(project.getPlugin(SUREFIRE))
                .map(plugin ->
                        plugin.getConfiguration() instanceof Xpp3Dom dom ? dom.getChild("dependenciesToScan") : null)
                .map(scan ->
                        Stream.of(scan.getChildren()).map(Xpp3Dom::getValue).toList())
                .orElse(List.of());
    }
}
