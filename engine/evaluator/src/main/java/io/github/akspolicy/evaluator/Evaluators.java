package io.github.akspolicy.evaluator;

import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.evaluator.Message.Settings;
import io.github.akspolicy.manifest.CommandText;
import io.github.akspolicy.source.Problem;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Processes that evaluate, each for one request at a time: as many as are asked at once, kept for the requests that follow. Their
 * JVM compiles quickly instead of well and collects garbage with one thread, which halves the processor time of builds that take
 * seconds, and that of 40,000 resources, too.
 */
public final class Evaluators implements RequestEvaluator, AutoCloseable {
    private static final List<String> OPTIONS = List.of(
            "-XX:+IgnoreUnrecognizedVMOptions",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            // else it begins with a heap of 1/64 of the machine's memory, and fills all of that before it collects
            // anything
            "-Xms64m",
            "-Xshare:auto",
            // warnings about an archive of classes would be noise
            "-Xlog:disable",
            "-XX:-UsePerfData",
            // standard output is the channel of answers
            "-XX:+DisplayVMOutputToStderr");

    /** Given to the JVM as options: it reads them before any request does. */
    private static final Set<String> OF_START = new TreeSet<>(
            List.of("java.io.tmpdir", "user.home", "user.language", "user.country", "user.timezone", "file.encoding"));

    private final List<String> classPath;
    private final Consumer<String> log;
    private final ConcurrentLinkedDeque<EvaluatorProcess> idle = new ConcurrentLinkedDeque<>();

    private Evaluators(List<String> classPath, Consumer<String> log) {
        this.classPath = List.copyOf(classPath);
        this.log = log;
    }

    /**
     * Processes that have the classes of a class loader.
     *
     * @param loader has policies and the chart renderer
     * @param alongside further classes that its own need and that another class loader has
     * @param log takes each line that a process prints
     * @return null where the class loader does not say where its classes are: there is no other process then
     */
    public static @Nullable Evaluators of(ClassLoader loader, Collection<Class<?>> alongside, Consumer<String> log) {
        if (!(loader instanceof URLClassLoader named)) {
            return null;
        }
        var entries = new LinkedHashSet<String>();
        for (URL url : named.getURLs()) {
            String entry = path(url);
            if (entry == null) {
                return null;
            }
            entries.add(entry);
        }
        for (Class<?> type : alongside) {
            CodeSource source = type.getProtectionDomain().getCodeSource();
            String entry = source == null ? null : path(source.getLocation());
            if (entry != null) {
                entries.add(entry);
            }
        }
        return new Evaluators(List.copyOf(entries), log);
    }

    private static @Nullable String path(@Nullable URL url) {
        try {
            return url == null || !"file".equals(url.getProtocol())
                    ? null
                    : Path.of(url.toURI()).toString();
        } catch (URISyntaxException | IllegalArgumentException unusual) {
            return null;
        }
    }

    @Override
    public Evaluated evaluate(EvaluationRequest request, Progress progress) throws ConfigurationException {
        EvaluatorProcess known = idle.pollFirst();
        EvaluatorProcess process = known != null && known.isAlive() ? known : start();
        try {
            return process.evaluate(request, progress);
        } finally {
            if (process.isAlive()) {
                idle.addFirst(process);
            }
        }
    }

    private EvaluatorProcess start() throws ConfigurationException {
        try {
            ClassArchive archive = ClassArchive.of(classPath);
            return EvaluatorProcess.start(command(archive), settings(), log, archive);
        } catch (IOException e) {
            throw new ConfigurationException(List.of(new Problem(
                    "the process that evaluates " + e.getMessage(),
                    null,
                    "evaluate in Maven's own process: " + CommandText.option("fork") + "=false")));
        }
    }

    private ProcessBuilder command(@Nullable ClassArchive archive) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        command.addAll(archive == null ? List.of() : archive.options());
        command.add("-Xmx" + (Runtime.getRuntime().maxMemory() >> 20) + "m");
        for (String name : OF_START) {
            String value = System.getProperty(name);
            if (value != null && !value.isEmpty()) {
                command.add("-D" + name + "=" + value);
            }
        }
        command.addAll(List.of("-cp", String.join(File.pathSeparator, classPath), EvaluatorMain.class.getName()));
        return new ProcessBuilder(command).directory(new File(System.getProperty("user.dir")));
    }

    private static Settings settings() {
        Map<String, String> properties = System.getProperties().stringPropertyNames().stream()
                .filter(name -> !OF_START.contains(name))
                .collect(Collectors.toMap(name -> name, name -> System.getProperty(name, "")));
        return new Settings(properties);
    }

    /** Lets all processes end. */
    @Override
    public void close() {
        for (EvaluatorProcess process = idle.pollFirst(); process != null; process = idle.pollFirst()) {
            process.close();
        }
    }
}
