package io.github.akspolicy.maven;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Outcome;
import io.github.akspolicy.evaluate.ToolError;
import io.github.akspolicy.evaluator.Evaluated;
import io.github.akspolicy.evaluator.Evaluators;
import io.github.akspolicy.evaluator.RequestEvaluator;
import io.github.akspolicy.evaluator.Verdict;
import io.github.akspolicy.report.ReportFormat;
import io.github.akspolicy.report.Reports;
import io.github.akspolicy.run.CommandException;
import io.github.akspolicy.run.Output;
import io.github.akspolicy.run.Presentation;
import io.github.akspolicy.run.TypedCommands;
import io.github.akspolicy.run.VerifyCommand;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.Workspace;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.execution.ExecutionListener;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.logging.Log;
import org.jspecify.annotations.Nullable;

/**
 * What was evaluated in one Maven build, over all its modules and threads. At the end of the build it prints one summary,
 * writes the reports of the whole, and fails the build if nothing was evaluated.
 *
 * <p>The end is Maven's own "session ended", not the last module: under {@code -T} no module knows that it is the last,
 * and after a failure the last one never runs.
 */
final class Reactor {
    private static final String KEY = Reactor.class.getName();

    private final MavenSession session;
    private final Log log;
    private final int ordinal;
    private final AtomicInteger resources;
    private final List<Evaluated> evaluations = new ArrayList<>();
    private final Set<ReportFormat> formats = EnumSet.noneOf(ReportFormat.class);
    private final Map<Path, Path> directories = new HashMap<>();
    private final List<Path> missing = new ArrayList<>();
    private final List<Path> written = new ArrayList<>();
    private final Set<Path> cleared = new HashSet<>();
    private @Nullable Review review;
    private @Nullable Evaluators evaluators;

    /** Who else is told of the whole. */
    @FunctionalInterface
    interface Review {
        /** @param isComplete whether every module had its turn: a build that fails fast leaves some out */
        void post(Evaluation whole, boolean isComplete) throws CommandException;
    }

    private Reactor(MavenSession session, Log log, int ordinal, AtomicInteger resources) {
        this.session = session;
        this.log = log;
        this.ordinal = ordinal;
        this.resources = resources;
    }

    /** The one of this build. */
    static Reactor of(MavenSession session, Log log) {
        MavenExecutionRequest request = session.getRequest();
        // threads have their own sessions but share the request
        synchronized (request) {
            Map<String, Object> data = request.getData();
            // modules that give the plugin other dependencies load this class again: they share JDK types only
            String key = KEY + "@" + System.identityHashCode(Reactor.class.getClassLoader());
            if (data.get(key) instanceof Reactor known) {
                return known;
            }
            var resources = (AtomicInteger) data.computeIfAbsent(KEY + ".resources", unused -> new AtomicInteger());
            var ordinal = (AtomicInteger) data.computeIfAbsent(KEY + ".count", unused -> new AtomicInteger());
            var reactor = new Reactor(session, log, ordinal.incrementAndGet(), resources);
            request.setExecutionListener(reactor.listening(request.getExecutionListener()));
            data.put(key, reactor);
            return reactor;
        }
    }

    /**
     * Evaluates in processes that all modules share.
     *
     * @param own evaluates where the class loader of the plugin does not say where its classes are
     */
    synchronized RequestEvaluator evaluator(RequestEvaluator own) {
        if (evaluators == null) {
            ClassLoader loader = Reactor.class.getClassLoader();
            evaluators = Evaluators.of(loader, ofMaven(loader), line -> log.info(line));
        }
        return evaluators == null ? own : evaluators;
    }

    /** What libraries of the plugin need, and Maven brings. */
    private static List<Class<?>> ofMaven(ClassLoader loader) {
        try {
            return List.of(Class.forName("org.slf4j.LoggerFactory", false, loader));
        } catch (ClassNotFoundException none) {
            return List.of();
        }
    }

    boolean hasSeveralModules() {
        return session.getProjects().size() > 1;
    }

    /**
     * A module is about to be evaluated: the reports of an earlier build are removed, those of the whole build among them.
     *
     * @param module the folder of the module
     * @param reports where the module's reports go
     * @throws MojoExecutionException when a report of an earlier build cannot be removed
     */
    synchronized void begin(Path module, Path reports) throws MojoExecutionException {
        try {
            List<Path> usual = session.getProjects().stream()
                    .filter(project -> project.getBasedir() != null)
                    .map(project -> Path.of(project.getBuild().getDirectory()).resolve("aks-policy"))
                    .toList();
            if (isFirst() && usual.contains(reports)) {
                // a module that never has its turn must not keep a report either; where they go elsewhere, they are
                // another run's
                for (Path folder : usual) {
                    Reports.clear(folder);
                }
            }
            Reports.clear(reports);
            var known = new HashMap<>(directories);
            known.put(module, reports);
            Path whole = reportDirectory(known);
            // once: modules that are done may have written there
            if (cleared.add(whole) && written.stream().noneMatch(file -> whole.equals(file.getParent()))) {
                Reports.clear(whole);
            }
        } catch (IOException kept) {
            throw AbstractPolicyMojo.failure(
                    new Problem(
                            "reports of an earlier run cannot be removed: " + kept,
                            null,
                            "remove the folder " + shown(reports)),
                    kept);
        }
    }

    private boolean isFirst() {
        MavenExecutionRequest request = session.getRequest();
        synchronized (request) {
            return request.getData().put(KEY + ".begun", true) == null;
        }
    }

    /**
     * What was evaluated in one module.
     *
     * @param module the folder of the module
     * @param reports where the module's reports go
     */
    synchronized void add(Evaluated evaluated, Set<ReportFormat> wanted, Path module, Path reports) {
        evaluations.add(evaluated);
        formats.addAll(wanted);
        directories.put(module, reports);
        Verdict verdict = evaluated.verdict(false);
        // only a scan passes without resources, and says so
        resources.addAndGet(
                verdict.outcome() == Outcome.PASSED ? Math.max(1, verdict.resources()) : verdict.resources());
    }

    /** The reports of a module are written, before anything that runs after the goal may want them. */
    synchronized void wrote(List<Path> files) {
        written.addAll(files);
    }

    /** The whole is told to somebody at the end of the build, once, whatever failed. */
    synchronized void review(Review wanted) {
        review = wanted;
    }

    /** A path as messages show it: relative to where Maven was started. */
    String shown(Path path) {
        return new Workspace(Path.of(session.getExecutionRootDirectory())).relative(path);
    }

    /**
     * A module has no configuration.
     *
     * @param module the folder of the module
     * @param reports where its reports would go
     */
    synchronized void miss(Path configuration, Path module, Path reports) {
        missing.add(configuration);
        directories.put(module, reports);
    }

    /** Passes every event on; a proxy, since Maven adds events from release to release. */
    private ExecutionListener listening(@Nullable ExecutionListener next) {
        return (ExecutionListener) Proxy.newProxyInstance(
                Reactor.class.getClassLoader(),
                new Class<?>[] {ExecutionListener.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("sessionEnded")) {
                        try {
                            end();
                        } catch (RuntimeException | Error unexpected) {
                            fail(unexpected);
                        }
                    }
                    if (method.getDeclaringClass() == Object.class || next != null) {
                        try {
                            return method.invoke(next == null ? this : next, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause() == null ? e : e.getCause();
                        }
                    }
                    return null;
                });
    }

    private void fail(Throwable unexpected) {
        session.getResult()
                .addException(AbstractPolicyMojo.failure(
                        ToolError.problem("aks-policy at the end of the build", unexpected), unexpected));
    }

    private synchronized void end() {
        if (evaluators != null) {
            evaluators.close();
            evaluators = null;
        }
        if (!evaluations.isEmpty()) {
            Evaluated whole = whole();
            output().print(whole.verdict(false).summary());
            report(whole);
            review(whole);
        }
        if (resources.get() == 0 && !session.getResult().hasExceptions()) {
            session.getResult().addException(new MojoExecutionException(nothing()));
        }
    }

    private Output output() {
        Path root = Path.of(session.getExecutionRootDirectory());
        return new TypedCommands(
                MavenOutput.of(log, session, root), goal -> Goals.commandLine(session.getTopLevelProject(), goal));
    }

    /** All modules in one; of a single one nothing but what it shows may be needed. */
    private Evaluated whole() {
        return evaluations.size() == 1
                ? evaluations.get(0)
                : Evaluated.of(Evaluation.merge(
                        evaluations.stream().map(Evaluated::evaluation).toList()));
    }

    private void review(Evaluated whole) {
        if (review == null) {
            return;
        }
        try {
            review.post(whole.evaluation(), isComplete());
        } catch (CommandException e) {
            session.getResult()
                    .addException(AbstractPolicyMojo.failure(Problem.of(String.valueOf(e.getMessage())), e.getCause()));
        }
    }

    private boolean isComplete() {
        boolean isAlone =
                session.getRequest().getData().get(KEY + ".count") instanceof AtomicInteger count && count.get() == 1;
        return isAlone && directories.size() >= session.getProjects().size();
    }

    private void report(Evaluated whole) {
        try {
            Path directory = reportDirectory(directories);
            List<Path> files = Presentation.publish(whole::evaluation, remaining(directory), formats, directory);
            List<String> reports = Stream.concat(written.stream(), files.stream())
                    .filter(file -> directory.equals(file.getParent()))
                    .distinct()
                    .map(this::shown)
                    .toList();
            output().print(Presentation.reports(reports));
        } catch (IOException e) {
            session.getResult().addException(AbstractPolicyMojo.failure(Problem.of(String.valueOf(e.getMessage())), e));
        }
    }

    /** What is still to be written: of a single module, its own files say it all. */
    private Set<ReportFormat> remaining(Path directory) {
        boolean isWritten =
                evaluations.size() == 1 && written.stream().anyMatch(file -> directory.equals(file.getParent()));
        return formats.stream()
                .filter(format -> !isWritten || format.fileName().isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The place in the directory in which Maven was started that corresponds to the modules' own. */
    private Path reportDirectory(Map<Path, Path> modules) {
        Path root = Path.of(session.getExecutionRootDirectory());
        Path own = modules.get(root);
        if (own == null) {
            // -rf and -pl leave the root out
            own = modules.entrySet().stream()
                    .filter(entry -> entry.getValue().startsWith(entry.getKey()))
                    .map(entry -> root.resolve(entry.getKey().relativize(entry.getValue())))
                    .min(Comparator.naturalOrder())
                    .orElse(root.resolve("target").resolve("aks-policy"));
        }
        return ordinal == 1 ? own : own.resolveSibling(own.getFileName() + "-" + ordinal);
    }

    private String nothing() {
        String where = missing.isEmpty()
                ? ""
                : " Looked for " + missing.stream().limit(3).map(Path::toString).collect(Collectors.joining(", "))
                        + (missing.size() > 3 ? " and in " + (missing.size() - 3) + " more modules." : ".");
        return VerifyCommand.nothingEvaluated(where, Goals.commandLine(session.getTopLevelProject(), "scan"));
    }
}
