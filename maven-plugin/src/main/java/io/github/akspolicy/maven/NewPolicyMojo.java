package io.github.akspolicy.maven;

import io.github.akspolicy.files.AtomicFile;
import io.github.akspolicy.maven.PolicySkeleton.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.maven.model.Plugin;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Writes what a policy of one's own begins with: the policy, a test with its manifests, and a page. Nothing is overwritten.
 */
@Mojo(name = "new-policy", requiresProject = false, aggregator = true, threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the fields
public final class NewPolicyMojo extends AbstractPolicyMojo {
    /** The id of the policy, such as <code>contoso/cost-center</code>. */
    @Parameter(property = "aks-policy.id", required = true)
    private String id;

    /** What the policy is written in: <code>java</code>, or <code>yaml</code> for a JSON Schema in a file. */
    @Parameter(property = "aks-policy.language", defaultValue = "java")
    private String language;

    /** The package of the Java class. */
    @Parameter(property = "aks-policy.package", defaultValue = "policies")
    private String packageName;

    @Override
    void run() throws MojoExecutionException {
        Language chosen = Stream.of(Language.values())
                .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(language))
                .findFirst()
                .orElseThrow(() -> new MojoExecutionException(
                        "aks-policy.language: \"" + language + "\" is neither java nor yaml"));
        try {
            write(new PolicySkeleton(id, packageName).files(chosen));
        } catch (IllegalArgumentException invalid) {
            throw new MojoExecutionException(invalid.getMessage());
        } catch (IOException unwritable) {
            throw new MojoExecutionException("The files cannot be written: " + unwritable, unwritable);
        }
        next(chosen).forEach(getLog()::info);
        if (chosen == Language.JAVA && isSurefireOld()) {
            getLog().warn(
                            "The Surefire of this project runs no tests of the JUnit Platform, and says nothing about it: set the"
                                    + " version of maven-surefire-plugin to 3.0 or newer.");
        }
    }

    /** Some distributions of Maven bind a Surefire of the years before the JUnit Platform; a build with it is green and empty. */
    private boolean isSurefireOld() {
        Plugin surefire = project().getPlugin("org.apache.maven.plugins:maven-surefire-plugin");
        String version = surefire == null ? null : surefire.getVersion();
        return version != null && version.matches("[12]\\..*");
    }

    private void write(Map<Path, String> files) throws IOException, MojoExecutionException {
        for (Path file : files.keySet()) {
            if (Files.exists(directory().resolve(file))) {
                throw new MojoExecutionException(file + " is there already: nothing was written.");
            }
        }
        for (Map.Entry<Path, String> file : files.entrySet()) {
            Path target = directory().resolve(file.getKey());
            AtomicFile.write(target, file.getValue());
            getLog().info("wrote " + file.getKey());
        }
    }

    private static List<String> next(Language language) {
        return switch (language) {
            case JAVA ->
                List.of(
                        "",
                        "Next: write the rule, mark in the test what it must find, and run mvn test. It needs"
                                + " io.github.akspolicy:aks-policy-junit in test scope.");
            case YAML ->
                List.of(
                        "",
                        "Next: add \"policyFiles: [policies]\" to aks-policy.yaml, write the rule, and run mvn"
                                + " aks-policy:verify.");
        };
    }
}
