package io.github.akspolicy.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.akspolicy.conformance.templates.TemplatesRun;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every run whose input is there. An unexplained disagreement fails; what is not covered is counted. */
class ConformanceTest {
    private static final Path MODULE =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath();

    private final Runs runs = new Runs(MODULE.getParent());

    @TestFactory
    Stream<DynamicTest> runs() {
        return Runs.ALL.stream().map(run -> dynamicTest(run.name(), () -> agrees(run)));
    }

    /** The quick run has a sample of them. */
    @Test
    @Tag("deep")
    void everyTemplate() throws Exception {
        agrees(TemplatesRun.ofAll());
    }

    private void agrees(Run run) throws Exception {
        List<Path> inputs = runs.inputs(run);
        if (inputs.isEmpty()) {
            System.out.println(runs.missing(run));
        }
        assumeFalse(inputs.isEmpty(), () -> runs.missing(run));

        List<Entry> entries = runs.execute(run, inputs, MODULE.resolve("target"), System.out);

        if (run.threshold() < 1) {
            long judged = entries.stream().filter(Entry::covered).count();
            long wrong = entries.stream().filter(Entry::isUnexplained).count();
            assertThat(judged - wrong).isGreaterThanOrEqualTo((long) Math.ceil(run.threshold() * judged));
        } else {
            assertThat(entries.stream().filter(Entry::isUnexplained)).isEmpty();
        }
    }
}
