package io.github.akspolicy.maven;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluator.Evaluated;
import io.github.akspolicy.evaluator.RequestEvaluator;
import io.github.akspolicy.run.CommandException;
import io.github.akspolicy.run.EvaluatingCommand;
import io.github.akspolicy.run.FindingsException;
import io.github.akspolicy.run.Invocation;
import io.github.akspolicy.run.VerifyCommand;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.model.Build;
import org.apache.maven.model.Model;
import org.apache.maven.model.Plugin;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Component;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.ProjectDependenciesResolver;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.jspecify.annotations.Nullable;

/**
 * Renders the charts and reads the manifests that <code>aks-policy.yaml</code> names, evaluates them and fails
 * on findings. A module without <code>aks-policy.yaml</code> is left out; a build in which nothing at all was evaluated
 * fails.
 *
 * @since 0.1.0
 */
@Mojo(name = "verify", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the fields
public class VerifyMojo extends AbstractForkingMojo {
    /** Where the configuration is; <code>aks-policy.yaml</code> of the module or the current directory by default. */
    @Parameter(property = "aks-policy.configuration")
    private @Nullable File configuration;

    /**
     * Where reports go; <code>target/aks-policy</code> by default. Those of a build of several modules go to the same place of
     * the module in which it was started.
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

    /** With <code>-Daks-policy.base</code>: only findings that are new fail and appear beside the code. */
    @Parameter(property = "aks-policy.onlyNew", defaultValue = "false")
    private boolean onlyNew;

    @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
    private MojoExecution execution;

    @Component
    private ProjectDependenciesResolver dependencies;

    Path configuration() {
        return configurationFile(configuration);
    }

    @Override
    String doing() {
        return "evaluating " + EvaluatingCommand.named(configuration());
    }

    @Override
    Invocation invocation(@Nullable File reports) {
        return invocation(configuration, reportDirectory(reportDirectory));
    }

    /** The tests of the module are code of the module: they bring rules only where its own build executes them. */
    @Override
    RequestEvaluator evaluator() {
        RequestEvaluator evaluator = super.evaluator();
        return isOfModule()
                ? (request, progress) -> evaluator.evaluate(
                        request.with(new TestClassPath(project()).resolve(dependencies, session())), progress)
                : evaluator;
    }

    /** Whether the module that is built is evaluated, and not a folder, which may hold anything. */
    private boolean isOfModule() {
        return namedDirectory() == null
                && execution.getMojoDescriptor().isProjectRequired()
                && project().getFile() != null;
    }

    /** What the goal runs in each module. */
    VerifyCommand command() throws CommandException {
        Invocation invocation = invocation();
        return new VerifyCommand(invocation, presentation(invocation), base(), isOnlyNew());
    }

    final @Nullable String base() {
        return onCommandLine("aks-policy.base", base);
    }

    final boolean isOnlyNew() {
        return Boolean.parseBoolean(onCommandLine("aks-policy.onlyNew", String.valueOf(onlyNew)));
    }

    @Override
    void run() throws MojoExecutionException, CommandException, FindingsException {
        if (namedDirectory() != null && !project().isExecutionRoot()) {
            getLog().info("aks-policy.directory names one folder: it is evaluated once, where Maven was started.");
            return;
        }
        if (isOfModule()) {
            new TestClassPath(project()).checkSurefire();
        }
        run(command());
    }

    final void run(VerifyCommand command) throws MojoExecutionException, CommandException, FindingsException {
        failAlways(command);
        Path file = configuration();
        Path reports = reportDirectory(reportDirectory);
        if (Files.exists(file) || isNamedHere()) {
            verify(command, reports);
            return;
        }
        Reactor reactor = Reactor.of(session(), getLog());
        reactor.begin(module(), reports);
        if (!showIfWeaker(command)) {
            reactor.miss(file, module(), reports);
            getLog().info("No " + file.getFileName() + " in this module: nothing to verify.");
        }
    }

    /** A change may not skip what evaluates it. */
    @Override
    void skip() throws MojoExecutionException, MojoFailureException, CommandException, FindingsException {
        VerifyCommand command = command();
        failAlways(command);
        if (!showIfWeaker(command)) {
            super.skip();
        }
    }

    /** Whether a change takes the gate away, so that there is something to show although nothing is evaluated. */
    private boolean showIfWeaker(VerifyCommand command)
            throws MojoExecutionException, CommandException, FindingsException {
        Optional<Evaluation> weakened = command.weakened();
        if (weakened.isEmpty()) {
            return false;
        }
        Path reports = reportDirectory(reportDirectory);
        Reactor.of(session(), getLog()).begin(module(), reports);
        show(Evaluated.of(weakened.get()), command.presentation(), reports);
        return true;
    }

    /**
     * A change that says otherwise how Maven runs fails the build whatever Maven was told to do with failures: {@code -fn} may
     * stand in {@code .mvn/maven.config}, which the change may write.
     */
    private void failAlways(VerifyCommand command) {
        MavenExecutionRequest request = session().getRequest();
        if (MavenExecutionRequest.REACTOR_FAIL_NEVER.equals(request.getReactorFailureBehavior())
                && command.changesBuild()) {
            getLog().warn("-fn (fail never) is not obeyed: the change sets options of Maven.");
            request.setReactorFailureBehavior(MavenExecutionRequest.REACTOR_FAIL_AT_END);
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
