package io.github.akspolicy.testing;

import io.github.akspolicy.evaluate.ActivePolicy;
import io.github.akspolicy.evaluate.marks.MarkException;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.Parameters;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policytest.MarkedManifest;
import io.github.akspolicy.policytest.PolicyCheck;
import io.github.akspolicy.policytest.UnexpectedResultException;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.Workspace;
import io.github.akspolicy.testing.internal.PolicyTestFailures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;

/**
 * Tests a policy in any test framework: it must find in a manifest what the manifest marks, and nothing else.
 *
 * <pre>{@code
 * private final PolicyTester policy = PolicyTester.of(new CostCentersMustBeNamed());
 *
 * @Test
 * void findsWorkloadsWithout() {
 *     policy.check("cost-center/violating.yaml");
 * }
 * }</pre>
 *
 * <p>A comment {@code # finding} marks its line, {@code # finding x2} two on one line, {@code # unknown} what cannot be
 * said before deployment. {@code # finding: group/name: message} states what the finding says, too. Immutable.
 */
public final class PolicyTester {
    private static final Path RESOURCES = Path.of("src", "test", "resources");

    private final Policy policy;
    private final Parameters parameters;
    private final @Nullable String namespace;

    private PolicyTester(Policy policy, Parameters parameters, @Nullable String namespace) {
        this.policy = policy;
        this.parameters = parameters;
        this.namespace = namespace;
    }

    /** A tester of a policy with its default settings. */
    public static PolicyTester of(Policy policy) {
        return new PolicyTester(policy, Parameters.DEFAULTS, null);
    }

    /** This tester with a setting. */
    public <T> PolicyTester with(Parameter<T> parameter, T value) {
        return new PolicyTester(policy, parameters.with(parameter, value), namespace);
    }

    /** This tester with the namespace that manifests without one are deployed into. */
    public PolicyTester inNamespace(String name) {
        return new PolicyTester(policy, parameters, name);
    }

    /**
     * Checks a file. Its name may promise what is in it: one that starts with {@code violating} must hold marks, one that
     * starts with {@code compliant} none.
     *
     * @param file relative to the working directory or to {@code src/test/resources}
     * @throws AssertionFailedError when something marked was not found, something else was, or the policy judged nothing
     * @throws IllegalArgumentException when there is no such file, or it cannot be read as manifests with marks
     */
    public void check(String file) {
        check(file, null);
    }

    /**
     * Checks a file with the values of a chart, as the chart sees them; otherwise like {@link #check(String)}.
     *
     * @param chart the name of the chart
     */
    public void checkValues(String chart, String file) {
        check(file, chart);
    }

    private void check(String file, @Nullable String chart) {
        Path path = Files.exists(Path.of(file)) ? Path.of(file) : RESOURCES.resolve(file);
        Workspace workspace = Workspace.of(Path.of(""));
        try {
            String text = ManifestFile.read(path, ReadLimits.DEFAULT, workspace).text();
            Path beside = path.resolveSibling(path.getFileName() + ".expected");
            List<String> tested = List.of(policy.info().id());
            MarkedManifest manifest = Files.exists(beside)
                    ? MarkedManifest.beside(workspace.relative(path), text, Files.readString(beside), tested)
                    : MarkedManifest.of(workspace.relative(path), text, 0, 0, tested);
            checkName(path.getFileName().toString(), manifest);
            check(manifest.valuesOf(chart));
        } catch (SourceException unreadable) {
            throw new IllegalArgumentException(unreadable.problems().get(0).toString(), unreadable);
        } catch (MarkException wrong) {
            throw new IllegalArgumentException(
                    workspace.relative(path) + ":" + wrong.line() + ": " + wrong.getMessage(), wrong);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * Checks manifests of the test itself.
     *
     * @throws AssertionFailedError when something marked was not found, something else was, or the policy judged nothing
     */
    public void checkText(String manifests) {
        checkText("manifests", manifests, null);
    }

    /**
     * Checks values of the test itself, as a chart sees them.
     *
     * @param chart the name of the chart
     * @throws AssertionFailedError when something marked was not found, something else was, or the policy judged nothing
     */
    public void checkValuesText(String chart, String values) {
        checkText("values", values, chart);
    }

    private void checkText(String path, String text, @Nullable String chart) {
        try {
            check(MarkedManifest.of(path, text, 0, 0, List.of(policy.info().id()))
                    .valuesOf(chart));
        } catch (MarkException wrong) {
            throw new IllegalArgumentException("line " + wrong.line() + ": " + wrong.getMessage(), wrong);
        }
    }

    private void check(MarkedManifest manifest) {
        var active = new ActivePolicy(policy, policy.info().severity(), parameters);
        try {
            new PolicyCheck(List.of(active), namespace, List.of(manifest)).run();
        } catch (UnexpectedResultException unexpected) {
            throw PolicyTestFailures.of(unexpected);
        }
    }

    private static void checkName(String name, MarkedManifest manifest) {
        boolean isMarked = !manifest.marks().isEmpty();
        if (name.startsWith("violating") && !isMarked) {
            throw PolicyTestFailures.atCaller(new AssertionFailedError(
                    manifest.path() + " is called violating, but no line is marked with \"# finding\""));
        }
        if (name.startsWith("compliant") && isMarked) {
            throw PolicyTestFailures.atCaller(new AssertionFailedError(manifest.path() + ":"
                    + manifest.marks().get(0).line() + " is marked, but the file is called compliant"));
        }
    }
}
