package io.github.akspolicy.run;

import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.configuration.DidYouMean;
import io.github.akspolicy.configuration.Overrides;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.Outcome;
import io.github.akspolicy.evaluate.SafeText;
import io.github.akspolicy.files.AtomicFile;
import io.github.akspolicy.fix.FixResult;
import io.github.akspolicy.fix.Fixer;
import io.github.akspolicy.fix.Repair;
import io.github.akspolicy.manifest.CommandText;
import io.github.akspolicy.report.CiEnvironment;
import io.github.akspolicy.report.ConsoleText;
import io.github.akspolicy.report.GitHubAnnotations;
import io.github.akspolicy.report.HtmlReport;
import io.github.akspolicy.report.JsonReport;
import io.github.akspolicy.report.SarifReport;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fixes findings: finds the edit of the values file, template or manifest that makes a field wrong, renders and evaluates every
 * environment with it, and keeps it only if the finding is gone everywhere, nothing new is found and nothing else has changed.
 * Without a configuration it fixes what {@code scan} finds. Needs no POM; in a build of several modules it goes through all that have a
 * configuration.
 * Writes a patch, or edits the files with {@code -Daks-policy.fix=apply}. What needs a decision of a person is left alone, and
 * so are packaged and third-party charts.
 */
public final class FixCommand extends Command {
    private final String fix;
    private final List<String> policies;
    private final List<String> values;

    /**
     * @param fix {@code patch} or {@code apply}
     * @param policies the only ones; null or empty for all
     * @param values without a configuration: the values files that {@code scan} was given; null for none
     */
    public FixCommand(
            Invocation invocation, String fix, @Nullable List<String> policies, @Nullable List<String> values) {
        super(invocation);
        this.fix = fix;
        this.policies = policies == null ? List.of() : List.copyOf(policies);
        this.values = values == null ? List.of() : List.copyOf(values);
    }

    @Override
    public void run() throws CommandException {
        if (!fix.equals("patch") && !fix.equals("apply")) {
            throw new CommandException(CommandText.option("fix") + ": \"" + fix + "\" is neither patch nor apply");
        }
        if (isConfigured() && !values.isEmpty()) {
            throw new CommandException(CommandText.option("values") + ": "
                    + configuration().getFileName() + " names the values files; leave the option out");
        }
        clear(reports());
        FixResult result;
        try (var progress = progress()) {
            checkPolicies(inputs(Map.of()));
            result = new Fixer(this::inputs, progress, this::isWanted)
                    .asking(Set.copyOf(policies))
                    .fix();
        } catch (ConfigurationException invalid) {
            throw unusable(invalid);
        }
        output().print(ConsoleText.problems(result.before()));
        if (result.before().outcome() == Outcome.ERROR) {
            throw new CommandException(
                    "Nothing is edited: what cannot be read or rendered cannot be proven. Fix the errors above first.");
        }
        finish(result, reports());
    }

    /** What verify evaluates, or what scan does where there is no configuration. */
    private Verification inputs(Map<Path, byte[]> edits) throws ConfigurationException {
        Overrides edited = overrides().values(values).edits(edits);
        return isConfigured() ? Verification.load(configuration(), edited) : Verification.scan(directory(), edited);
    }

    private boolean isWanted(Finding finding) {
        return policies.isEmpty() || policies.contains(finding.policy().id());
    }

    /** A patch of an earlier run would be applied as if it fitted. */
    private static void clear(Path reports) throws CommandException {
        try {
            for (String name : List.of("fix.patch", "fix.sarif", "fix.json", "fix.html")) {
                Files.deleteIfExists(reports.resolve(name));
            }
        } catch (IOException kept) {
            throw new CommandException("The patch of an earlier run cannot be removed: " + kept, kept);
        }
    }

    private void checkPolicies(Verification verification) throws CommandException {
        List<String> on =
                verification.policies().stream().map(policy -> policy.id()).toList();
        for (String wanted : policies) {
            if (!on.contains(wanted)) {
                throw new CommandException(SafeText.line(CommandText.option("fix.policies") + ": " + wanted
                        + " is not a policy that is on: " + DidYouMean.fix(wanted, on, "policies")));
            }
        }
    }

    private void finish(FixResult result, Path reports) throws CommandException {
        boolean patch = fix.equals("patch");
        var text = new FixText(result, patch, commandLine(isConfigured() ? "verify" : "scan"));
        for (Repair repair : result.repairs()) {
            if (repair.isDone()) {
                output().info(text.block(repair));
            } else if (repair.hasFix()) {
                output().warn(text.block(repair));
            }
        }
        Path written = reports.resolve("fix.patch");
        try {
            if (patch) {
                propose(result, written);
            } else {
                result.write();
            }
        } catch (IOException e) {
            throw new CommandException(
                    (patch ? "The patch is not written: " : "The files cannot be written: ") + e.getMessage(), e);
        }
        show(text.summary(invocation().shown(written)));
    }

    /** The patch for git, and the same beside the findings for those who review them. */
    private static void propose(FixResult result, Path patch) throws IOException {
        // before anything is written: a secret in it is an error
        byte[] changes = result.patch();
        try (AtomicFile sarif = AtomicFile.create(patch.resolveSibling("fix.sarif"));
                AtomicFile json = AtomicFile.create(patch.resolveSibling("fix.json"));
                AtomicFile html = AtomicFile.create(patch.resolveSibling("fix.html"))) {
            try (Writer out = sarif.writer()) {
                SarifReport.write(result.before(), result.proposals(), out);
            }
            try (Writer out = json.writer()) {
                JsonReport.write(result.before(), result.proposals(), out);
            }
            try (Writer out = html.writer()) {
                HtmlReport.write(result.before(), result.proposals(), System.getenv(), patch, out);
            }
            sarif.publish();
            json.publish();
            html.publish();
            // git takes an empty patch for a broken one
            if (changes.length > 0) {
                AtomicFile.write(patch, changes);
            }
        }
        if (CiEnvironment.detect(System.getenv())
                .filter(CiEnvironment.GITHUB_ACTIONS::equals)
                .isPresent()) {
            Writer console = new OutputStreamWriter(System.out, StandardCharsets.UTF_8);
            GitHubAnnotations.write(result.before(), result.proposals(), console);
            console.flush();
        }
    }
}
