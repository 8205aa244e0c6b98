package io.github.akspolicy.template.chart;

import io.github.akspolicy.template.chart.ChartTemplates.Template;
import io.github.akspolicy.template.exec.Environment;
import io.github.akspolicy.template.exec.Execution;
import io.github.akspolicy.template.exec.ExecutionException;
import io.github.akspolicy.template.exec.Observer;
import io.github.akspolicy.template.exec.TemplateSet;
import io.github.akspolicy.template.function.FunctionTable;
import io.github.akspolicy.template.function.Functions;
import io.github.akspolicy.template.text.Bytes;
import io.github.akspolicy.template.value.Caller.Dialect;
import io.github.akspolicy.template.value.Function;
import io.github.akspolicy.template.value.GoMap;
import io.github.akspolicy.template.value.Sources;
import io.github.akspolicy.template.value.Text;
import io.github.akspolicy.template.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Executes all templates of a chart as Helm's engine does: all are read first, the deepest path first and within a depth the
 * last name first, and in the same order they are executed.
 */
public final class ChartExecution {
    /** Templates that call each other a thousand times need more stack than a thread usually has. */
    private static final long STACK_BYTES = 256L << 20;

    /** A thread is kept for the next execution: one with such a stack costs as much as executing a small chart. */
    private static final Executor THREADS = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, 5, TimeUnit.SECONDS, new SynchronousQueue<>(), ChartExecution::thread);

    private static final Map<Dialect, Map<String, Function>> FUNCTIONS = Map.of(
            Dialect.HELM_3, functions(Dialect.HELM_3),
            Dialect.HELM_3_20, functions(Dialect.HELM_3_20),
            Dialect.HELM_4, functions(Dialect.HELM_4));

    private final ChartTemplates templates;
    private final Predicate<String> wanted;
    private final HelmObjects objects;
    private final Environment environment;
    /** One object for all charts: what a template of one chart changes in it the templates after it see. */
    private final Value release;

    private final Value capabilities;
    /** What the templates of each chart are given, each after those of the charts in it. */
    private final List<GoMap> data = new ArrayList<>();

    private ChartExecution(
            Release release, Dialect dialect, Observer observer, ChartTemplates templates, Predicate<String> wanted) {
        this.wanted = wanted;
        this.templates = templates;
        this.objects = new HelmObjects(dialect, observer::looked);
        this.environment = new Environment(dialect, observer);
        this.release = objects.release(release);
        this.capabilities = objects.capabilities(release);
    }

    /**
     * What each template of a chart writes, partials excepted.
     *
     * @param chart the chart, whose values are those of the release, with all subcharts that are on
     * @param release what Helm is told of it
     * @param dialect which Helm is followed
     * @param observer is told what is decided
     * @return by the path of the template, in the order of execution
     * @throws RenderException where Helm ends with an error
     * @throws io.github.akspolicy.template.exec.LimitException where it takes too much
     */
    public static Map<String, Text> execute(ChartNode chart, Release release, Dialect dialect, Observer observer)
            throws RenderException {
        return execute(chart, release, dialect, observer, new ChartTemplates(), path -> true);
    }

    /**
     * The same for a chart that is executed several times.
     *
     * @param templates what was read of the chart before
     * @param wanted which templates to execute, by their paths; all are read
     */
    public static Map<String, Text> execute(
            ChartNode chart,
            Release release,
            Dialect dialect,
            Observer observer,
            ChartTemplates templates,
            Predicate<String> wanted)
            throws RenderException {
        var result = new Result();
        var ended = new CountDownLatch(1);
        THREADS.execute(() -> {
            try {
                result.of(new ChartExecution(release, dialect, observer, templates, wanted), chart);
            } finally {
                ended.countDown();
            }
        });
        try {
            ended.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new RenderException("interrupted");
        }
        return result.get();
    }

    private static Thread thread(Runnable execution) {
        var thread = new Thread(null, execution, "templates", STACK_BYTES);
        thread.setDaemon(true);
        return thread;
    }

    /** What a thread has come to. */
    private static final class Result {
        private @Nullable Map<String, Text> texts;
        private @Nullable RenderException refused;
        private @Nullable RuntimeException broken;

        void of(ChartExecution execution, ChartNode chart) {
            try {
                texts = execution.all(chart);
            } catch (RenderException failed) {
                refused = failed;
            } catch (RuntimeException failed) {
                broken = failed;
            } finally {
                execution.environment.observer().ended(execution.environment.steps());
            }
        }

        Map<String, Text> get() throws RenderException {
            if (refused != null) {
                throw refused;
            }
            if (broken != null) {
                throw broken;
            }
            if (texts == null) {
                // an error of the machine, which its thread has told
                throw new RenderException("the templates were not executed to their end");
            }
            return texts;
        }
    }

    private Map<String, Text> all(ChartNode chart) throws RenderException {
        Dialect dialect = environment.dialect();
        ChartTemplates.Read read = templates.read(chart, dialect, Objects.requireNonNull(FUNCTIONS.get(dialect)));
        collect(chart, objects.values(chart.values()), true, read.files());
        var written = new LinkedHashMap<String, Text>();
        var passed = new TreeMap<Integer, Template>();
        for (Template each : read.inOrder()) {
            if (each.isPartial()) {
                continue;
            }
            passed.put(each.chart(), each);
            if (wanted.test(each.path())) {
                // a chart around sees which template was the last one, also of those that are not executed
                passed.values().forEach(last -> data.get(last.chart()).put("Template", objects.values(own(last))));
                passed.clear();
                environment.begin(each.path(), GoMap.empty());
                written.put(each.path(), execute(read.set(), Bytes.of(each.path()), data.get(each.chart())));
            }
        }
        return written;
    }

    private static GoMap own(Template template) {
        GoMap own = GoMap.empty();
        own.put("Name", Value.of(Bytes.of(template.path())));
        own.put("BasePath", Value.of(Bytes.of(template.folder())));
        return own;
    }

    private Text execute(TemplateSet set, String name, GoMap given) throws RenderException {
        try {
            return NoValue.removed(Execution.run(set, environment, name, Value.of(given, Sources.NONE)));
        } catch (ExecutionException failed) {
            throw new RenderException(ErrorTexts.of(failed, environment.dialect()), failed);
        }
    }

    /** The data of a chart, after that of its subcharts, which it holds. */
    private GoMap collect(ChartNode chart, Value values, boolean isRoot, List<Value> files) {
        GoMap all = isRoot ? objects.valuesMap(GoMap.empty()) : GoMap.empty();
        GoMap subcharts = GoMap.empty();
        all.put("Chart", objects.chart(chart, isRoot));
        all.put("Release", release);
        all.put("Capabilities", capabilities);
        all.put("Values", values);
        all.put("Subcharts", Value.of(subcharts, Sources.NONE));
        for (ChartNode child : chart.subcharts()) {
            Value section = values.data() instanceof GoMap map ? map.get(child.name()) : null;
            GoMap own = section != null && section.data() instanceof GoMap map ? map : GoMap.empty();
            GoMap inner = collect(child, objects.values(own), false, files);
            subcharts.put(Bytes.of(child.name()), Value.of(inner, Sources.NONE));
        }
        all.put("Files", files.get(data.size()));
        // Helm hands all templates its type of values, and only keeps a plain map for the chart around
        data.add(objects.valuesMap(all));
        return all;
    }

    private static Map<String, Function> functions(Dialect dialect) {
        FunctionTable table = Functions.table(dialect);
        HelmFunctions.addTo(table);
        return table.functions();
    }
}
