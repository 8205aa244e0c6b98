package io.github.akspolicy.run;

import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.SafeText;
import io.github.akspolicy.manifest.CommandText;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policytest.PolicyTestCase;
import io.github.akspolicy.policytest.PolicyTestFile;
import io.github.akspolicy.policytest.PolicyTestReader;
import io.github.akspolicy.policytest.UnexpectedResultException;
import io.github.akspolicy.source.FolderWalk;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.Workspace;
import io.github.akspolicy.spi.PolicyReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;

/** Runs the tests of policies that are written as files. That there is none is an error: nothing would have been tested. */
public final class TestCommand extends Command {
    /** Where tests are looked for, as far as the folders are there. */
    static final List<String> USUAL = List.of("src/test/policies", "policies");

    private final List<String> folders;
    private int passed;
    private int failed;
    private int broken;

    /** @param folders folders or single files, relative to the directory */
    public TestCommand(Invocation invocation, List<String> folders) {
        super(invocation);
        this.folders = List.copyOf(folders);
    }

    @Override
    public void run() throws CommandException, FindingsException {
        List<Path> tests = files(PolicyTestFile.SUFFIX);
        if (tests.isEmpty()) {
            throw new CommandException("No policy was tested: no *" + PolicyTestFile.SUFFIX + " in "
                    + String.join(", ", folders) + ". Write the first with " + commandLine("new-policy")
                    + " " + CommandText.option("language") + "=yaml " + CommandText.option("id")
                    + "=GROUP/NAME, or name its folder with"
                    + " " + CommandText.option("policyTests") + ".");
        }
        Verification configured = isConfigured() ? verification() : null;
        Workspace workspace = configured == null ? Workspace.of(directory()) : configured.workspace();
        var policies = new ArrayList<Policy>(
                configured == null ? Policies.of(overrides().classLoader()).policies() : configured.knownPolicies());
        addUnnamed(policies, workspace);
        for (Path test : tests) {
            run(PolicyTestReader.read(test, workspace, policies));
        }
        finish(tests.size());
    }

    private List<Path> files(String suffix) throws CommandException {
        Set<Path> found = new LinkedHashSet<>();
        for (String folder : folders) {
            Path named = directory().resolve(folder).normalize();
            // a test that is named alone is of a policy beside it
            Path path =
                    suffix.equals(PolicyReader.SUFFIX) && Files.isRegularFile(named) ? named.resolveSibling("") : named;
            if (Files.isDirectory(path)) {
                FolderWalk.of(path, file -> false, Workspace.of(path)).files().stream()
                        .filter(file -> file.toString().endsWith(suffix))
                        .forEach(found::add);
            } else if (Files.exists(path)) {
                if (path.toString().endsWith(suffix)) {
                    found.add(path);
                }
            } else if (!USUAL.contains(folder)) {
                throw new CommandException(
                        CommandText.option("policyTests") + ": " + SafeText.line(folder) + " not found");
            }
        }
        return List.copyOf(found);
    }

    /** Policies beside their tests that the configuration does not name: they are tested, and verify does not use them. */
    private void addUnnamed(List<Policy> known, Workspace workspace) throws CommandException {
        Set<String> ids = known.stream().map(policy -> policy.info().id()).collect(Collectors.toSet());
        for (Path file : files(PolicyReader.SUFFIX)) {
            PolicyReader.PolicyFile content = reader().read(file, workspace);
            content.problems().forEach(this::problem);
            for (Policy policy : content.policies()) {
                if (ids.add(policy.info().id())) {
                    known.add(policy);
                    output().warn(SafeText.line(workspace.relative(file)
                            + ": no aks-policy.yaml names this file, so that"
                            + " verify does not evaluate " + policy.info().id() + ". Add: policyFiles: ["
                            + directory().relativize(file.getParent()) + "]"));
                }
            }
        }
    }

    private PolicyReader reader() throws CommandException {
        return ServiceLoader.load(PolicyReader.class, overrides().classLoader())
                .findFirst()
                .orElseThrow(() -> new CommandException("policy files cannot be read: there is no reader on the class"
                        + " path. Add io.github.akspolicy:aks-policy-policyfiles"));
    }

    private void run(PolicyTestFile file) {
        file.problems().forEach(this::problem);
        for (PolicyTestCase test : file.cases()) {
            try {
                test.run();
                passed++;
            } catch (UnexpectedResultException | IllegalStateException wrong) {
                failed++;
                output().error(test.at() + "   " + test.name() + System.lineSeparator() + wrong.getMessage()
                        + System.lineSeparator());
            }
        }
    }

    private void problem(Problem problem) {
        broken++;
        output().error(SafeText.line(problem.toString()));
    }

    private void finish(int files) throws CommandException, FindingsException {
        String counts = passed + failed + (passed + failed == 1 ? " policy test in " : " policy tests in ") + files
                + (files == 1 ? " file: " : " files: ") + passed + " passed, " + failed + " failed.";
        if (broken > 0) {
            throw new CommandException(counts + " Not all of them could be read: fix the errors above first.");
        }
        if (failed > 0) {
            throw new FindingsException(counts);
        }
        output().info(counts);
    }
}
