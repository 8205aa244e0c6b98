package io.github.akspolicy.conformance;

import io.github.akspolicy.conformance.charts.AbsentFieldsRun;
import io.github.akspolicy.conformance.charts.ChartsRun;
import io.github.akspolicy.conformance.charts.ProfileRun;
import io.github.akspolicy.conformance.charts.SwitchedRun;
import io.github.akspolicy.conformance.iac.IacRun;
import io.github.akspolicy.conformance.labelled.AzureTemplates;
import io.github.akspolicy.conformance.labelled.LabelledCases;
import io.github.akspolicy.conformance.labelled.PodSecurityMatrix;
import io.github.akspolicy.conformance.rbac.RbacRun;
import io.github.akspolicy.conformance.signing.SignatureVectors;
import io.github.akspolicy.conformance.templates.TemplatesRun;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds the input of a run, lets it judge, writes the entries and prints the totals. */
public final class Runs {
    /** Every kind of run. */
    public static final List<Run> ALL = List.of(
            new LabelledCases(),
            new PodSecurityMatrix(),
            new AzureTemplates(),
            new RbacRun(),
            new ChartsRun(),
            new AbsentFieldsRun(),
            new SwitchedRun(),
            new ProfileRun(),
            new SignatureVectors(),
            new IacRun(),
            new TemplatesRun());

    private final Path repository;

    /** @param repository the root of the repository, which relative paths start from */
    public Runs(Path repository) {
        this.repository = repository;
    }

    /**
     * The inputs of a run.
     *
     * @return empty when the parameter is not given and the default input is not there
     * @throws IOException when the parameter names something that is not there
     */
    public List<Path> inputs(Run run) throws IOException {
        String given = System.getProperty(run.parameter(), "").strip();
        if (given.isEmpty()) {
            return run.defaultInput().map(repository::resolve).map(Path::normalize).filter(Files::exists).stream()
                    .toList();
        }
        List<Path> inputs = Stream.of(given.split(","))
                .map(String::strip)
                .map(text -> repository.resolve(text).normalize())
                .toList();
        for (Path input : inputs) {
            if (!Files.exists(input)) {
                throw new IOException(run.parameter() + " names " + input + ", which does not exist");
            }
        }
        return inputs;
    }

    /** What a run without input would need, for the message that says why it is skipped. */
    public String missing(Run run) {
        return run.name() + ": no input; give -D" + run.parameter() + "=PATH"
                + run.defaultInput()
                        .map(path -> " or put it at " + repository.resolve(path).normalize())
                        .orElse("");
    }

    /**
     * Judges the inputs, writes {@code NAME.json} and prints the totals.
     *
     * @param target the folder that receives the file
     * @throws IOException when an input cannot be read, holds no case, or the result cannot be written
     */
    public List<Entry> execute(Run run, List<Path> inputs, Path target, PrintStream log) throws IOException {
        List<Entry> entries = run.judge(inputs, log);
        if (entries.isEmpty()) {
            throw new IOException(run.name() + ": no case in " + inputs);
        }
        Path file = target.resolve(run.name() + ".json");
        EntryFile.write(file, entries, run);
        log.print(Totals.of(run.name(), entries));
        log.println(run.name() + ": written to "
                + repository.relativize(file.toAbsolutePath().normalize()));
        return entries;
    }
}
