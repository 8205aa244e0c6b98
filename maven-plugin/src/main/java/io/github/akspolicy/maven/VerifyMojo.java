package io.github.akspolicy.maven;

import io.github.akspolicy.changes.BaseException;
import io.github.akspolicy.changes.Changes;
import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Ledger;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.evaluate.Thresholds;
import io.github.akspolicy.evaluate.Weakening;
import io.github.akspolicy.source.Problem;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.model.Build;
import org.apache.maven.model.Model;
import org.apache.maven.model.Plugin;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.jspecify.annotations.Nullable;

/**
 * Renders the charts and reads the manifests that <code>aks-policy.yaml</code> names, evaluates them and fails the build
 * on findings. A module without <code>aks-policy.yaml</code> is left out; a build in which nothing at all was evaluated
 * fails.
 */
@Mojo(name = "verify", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the fields
public class VerifyMojo extends AbstractVerifyingMojo {
    /** Where the configuration is; <code>aks-policy.yaml</code> of the module or the current directory by default. */
    @Parameter(property = "aks-policy.configuration")
    private @Nullable File configuration;

    /**
     * Where reports go; <code>target/aks-policy</code> by default. Those of the whole build go to the same place of the module
     * that Maven was started in.
     */
    @Parameter(property = "aks-policy.reportDirectory")
    private @Nullable File reportDirectory;

    /**
     * A branch, tag or commit that findings are compared with, such as <code>origin/main</code>: each is then new, moved
     * or unchanged, and those that are fixed are counted. The sources of the commit from which the branches have parted
     * are evaluated by today's policies; no worktree is touched.
     */
    @Parameter(property = "aks-policy.base")
    private @Nullable String base;

    /** With <code>aks-policy.base</code>: only findings that are new fail the build and appear beside the code. */
    @Parameter(property = "aks-policy.onlyNew", defaultValue = "false")
    private boolean onlyNew;

    @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
    private MojoExecution execution;

    Path configuration() {
        return configurationFile(configuration);
    }

    @Override
    String doing() {
        return "evaluating " + shown(configuration());
    }

    @Override
    void run() throws MojoExecutionException, MojoFailureException {
        if (namedDirectory() != null && !project().isExecutionRoot()) {
            getLog().info("aks-policy.directory names one folder: it is evaluated once, where Maven was started.");
            return;
        }
        failAlways();
        Path file = configuration();
        if (!Files.exists(file) && !isNamedHere()) {
            Reactor reactor = Reactor.of(session(), getLog());
            reactor.begin(module(), reportDirectory(reportDirectory));
            if (showIfWeaker(file)) {
                return;
            }
            reactor.miss(file, module(), reportDirectory(reportDirectory));
            getLog().info("No " + file.getFileName() + " in this module: nothing to verify.");
            return;
        }
        verify(() -> Verification.load(file, overrides()), reportDirectory(reportDirectory));
    }

    /** A change may not skip what evaluates it. */
    @Override
    void skip() throws MojoExecutionException, MojoFailureException {
        failAlways();
        if (!showIfWeaker(configuration())) {
            super.skip();
        }
    }

    /** Whether a change takes the gate away, so that there is something to show although nothing is evaluated. */
    private boolean showIfWeaker(Path file) throws MojoExecutionException, MojoFailureException {
        Changes changes = changes();
        if (changes == null) {
            return false;
        }
        Evaluation nothing = new Evaluation(List.of(), List.of(), new Ledger(List.of()), List.of(), Thresholds.NONE);
        try {
            List<Weakening> weaker = changes.notRun(file);
            if (weaker.isEmpty()) {
                return false;
            }
            Reactor.of(session(), getLog()).begin(module(), reportDirectory(reportDirectory));
            show(nothing.withGate(weaker, true), reportDirectory(reportDirectory));
        } catch (BaseException unreadable) {
            show(
                    nothing.withProblem(Problem.of(String.valueOf(unreadable.getMessage()))),
                    reportDirectory(reportDirectory));
        }
        return true;
    }

    /**
     * A change that says otherwise how Maven runs fails the build whatever Maven was told to do with failures: {@code -fn} may
     * stand in {@code .mvn/maven.config}, which the change may write.
     */
    private void failAlways() {
        MavenExecutionRequest request = session().getRequest();
        Changes changes = changes();
        if (changes == null || !MavenExecutionRequest.REACTOR_FAIL_NEVER.equals(request.getReactorFailureBehavior())) {
            return;
        }
        boolean isOther;
        try {
            isOther = changes.changesBuild(configuration());
        } catch (BaseException unreadable) {
            isOther = true;
        }
        if (isOther) {
            getLog().warn("-fn (fail never) is not obeyed: the change sets options of Maven.");
            request.setReactorFailureBehavior(MavenExecutionRequest.REACTOR_FAIL_AT_END);
        }
    }

    /** What compares with the base; null where none is named. */
    private @Nullable Changes changes() {
        String named = onCommandLine("aks-policy.base", base);
        boolean newOnly = Boolean.parseBoolean(onCommandLine("aks-policy.onlyNew", String.valueOf(onlyNew)));
        return named == null || named.isEmpty() ? null : new Changes(named, newOnly, overrides());
    }

    @Override
    Evaluation evaluate(Verification verification, Progress progress) throws ConfigurationException {
        Changes changes = changes();
        if (changes == null) {
            return super.evaluate(verification, progress);
        }
        try {
            return changes.evaluate(configuration(), verification, progress);
        } catch (BaseException unreadable) {
            return verification.evaluate(progress).withProblem(Problem.of(String.valueOf(unreadable.getMessage())));
        }
    }

    /**
     * Whether the POM of this very module names the file: then it must be there. A name that many modules inherit, or
     * that the command line gives to all of them, is only where to look.
     */
    private boolean isNamedHere() {
        Model model = project().getOriginalModel();
        Build build = model == null ? null : model.getBuild();
        if (build == null || !project().getModules().isEmpty()) {
            return false;
        }
        Plugin plugin = build.getPluginsAsMap().get(execution.getPlugin().getKey());
        return plugin != null
                && (names(plugin.getConfiguration())
                        || plugin.getExecutions().stream().anyMatch(bound -> names(bound.getConfiguration())));
    }

    private static boolean names(Object pluginConfiguration) {
        return pluginConfiguration instanceof Xpp3Dom dom && dom.getChild("configuration") != null;
    }
}
