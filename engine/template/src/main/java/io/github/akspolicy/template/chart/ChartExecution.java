package io.github.akspolicy.template.chart;

import io.github.akspolicy.template.chart.ChartNode.ChartFile;
import io.github.akspolicy.template.exec.Environment;
import io.github.akspolicy.template.exec.Execution;
import io.github.akspolicy.template.exec.ExecutionException;
import io.github.akspolicy.template.exec.Observer;
import io.github.akspolicy.template.exec.ParsedTexts;
import io.github.akspolicy.template.exec.TemplateSet;
import io.github.akspolicy.template.function.FunctionTable;
import io.github.akspolicy.template.function.Functions;
import io.github.akspolicy.template.parse.ParseException;
import io.github.akspolicy.template.parse.TemplateText;
import io.github.akspolicy.template.text.Bytes;
import io.github.akspolicy.template.value.Caller.Dialect;
import io.github.akspolicy.template.value.Function;
import io.github.akspolicy.template.value.GoMap;
import io.github.akspolicy.template.value.Sources;
import io.github.akspolicy.template.value.Text;
import io.github.akspolicy.template.value.Value;
import java.util.Comparator;
import java.util.LinkedHashMap;
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

    private static final Comparator<String> HELM_ORDER = Comparator.comparingInt(ChartExecution::depth)
            .thenComparing(Comparator.naturalOrder())
            .reversed();

    private static final Map<Dialect, Map<String, Function>> FUNCTIONS = Map.of(
            Dialect.HELM_3, functions(Dialect.HELM_3),
            Dialect.HELM_3_20, functions(Dialect.HELM_3_20),
            Dialect.HELM_4, functions(Dialect.HELM_4));

    private static int depth(String path) {
        int depth = 0;
        for (int at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) {
            depth++;
        }
        return depth;
    }

    /** A template with the data of its chart. */
    private record Template(String text, GoMap data, String folder) {}

    private final ParsedTexts parsed;
    private final Predicate<String> wanted;
    private final HelmObjects objects;
    private final Environment environment;
    /** One object for all charts: what a template of one chart changes in it the templates after it see. */
    private final Value release;

    private final Value capabilities;
    private final Map<String, Template> templates = new TreeMap<>(HELM_ORDER);

    private ChartExecution(
            Release release, Dialect dialect, Observer observer, ParsedTexts parsed, Predicate<String> wanted) {
        this.wanted = wanted;
        this.parsed = parsed;
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
        return execute(chart, release, dialect, observer, new ParsedTexts(), path -> true);
    }

    /**
     * The same for a chart that is executed several times.
     *
     * @param parsed texts that were read before for this dialect
     * @param wanted which templates to execute, by their paths; all are read
     */
    public static Map<String, Text> execute(
            ChartNode chart,
            Release release,
            Dialect dialect,
            Observer observer,
            ParsedTexts parsed,
            Predicate<String> wanted)
            throws RenderException {
        var result = new Result();
        var ended = new CountDownLatch(1);
        THREADS.execute(() -> {
            try {
                result.of(new ChartExecution(release, dialect, observer, parsed, wanted), chart);
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
        collect(chart, objects.values(chart.values()), true);
        TemplateSet set = new TemplateSet(Objects.requireNonNull(FUNCTIONS.get(environment.dialect())), parsed);
        for (Map.Entry<String, Template> each : templates.entrySet()) {
            try {
                set.add(new TemplateText(
                        Bytes.of(each.getKey()), each.getValue().text()));
            } catch (ParseException refused) {
                throw new RenderException(ErrorTexts.of(refused));
            }
        }
        var written = new LinkedHashMap<String, Text>();
        for (Map.Entry<String, Template> each : templates.entrySet()) {
            String path = each.getKey();
            if (!path.substring(path.lastIndexOf('/') + 1).startsWith("_") && wanted.test(path)) {
                written.put(path, execute(set, path, each.getValue()));
            }
        }
        return written;
    }

    private Text execute(TemplateSet set, String path, Template template) throws RenderException {
        GoMap own = GoMap.empty();
        own.put("Name", Value.of(Bytes.of(path)));
        own.put("BasePath", Value.of(Bytes.of(template.folder())));
        environment.begin(path, own);
        template.data().put("Template", objects.values(own));
        try {
            Value data = Value.of(template.data(), Sources.NONE);
            return NoValue.removed(Execution.run(set, environment, Bytes.of(path), data));
        } catch (ExecutionException failed) {
            throw new RenderException(ErrorTexts.of(failed, environment.dialect()), failed);
        }
    }

    /** The data of a chart, after that of its subcharts, which it holds. */
    private GoMap collect(ChartNode chart, Value values, boolean isRoot) {
        GoMap data = isRoot ? objects.valuesMap(GoMap.empty()) : GoMap.empty();
        GoMap subcharts = GoMap.empty();
        data.put("Chart", objects.chart(chart, isRoot));
        data.put("Files", HelmFiles.of(chart.files()));
        data.put("Release", release);
        data.put("Capabilities", capabilities);
        data.put("Values", values);
        data.put("Subcharts", Value.of(subcharts, Sources.NONE));
        for (ChartNode child : chart.subcharts()) {
            Value section = values.data() instanceof GoMap map ? map.get(child.name()) : null;
            GoMap own = section != null && section.data() instanceof GoMap map ? map : GoMap.empty();
            GoMap inner = collect(child, objects.values(own), false);
            subcharts.put(Bytes.of(child.name()), Value.of(inner, Sources.NONE));
        }
        for (ChartFile file : chart.templates()) {
            String name = file.path().substring(file.path().lastIndexOf('/') + 1);
            if (!chart.isLibrary() || name.startsWith("_")) {
                templates.put(
                        chart.path() + "/" + file.path(),
                        // Helm hands all templates its type of values, and only keeps a plain map for the chart around
                        new Template(file.bytes(), objects.valuesMap(data), chart.path() + "/templates"));
            }
        }
        return data;
    }

    private static Map<String, Function> functions(Dialect dialect) {
        FunctionTable table = Functions.table(dialect);
        HelmFunctions.addTo(table);
        return table.functions();
    }
}
