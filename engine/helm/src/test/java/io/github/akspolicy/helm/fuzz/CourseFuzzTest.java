package io.github.akspolicy.helm.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.files.ScratchFolder;
import io.github.akspolicy.helm.engine.RunFolder;
import io.github.akspolicy.helm.execution.Courses;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.template.chart.RenderException;
import org.junit.jupiter.api.Test;

/** Executions of generated charts that follow others are like those from the beginning. */
class CourseFuzzTest {
    private static final long FIRST = 100;
    private static final int CHARTS = 30;

    @Test
    void executionsOfGeneratedChartsDoNotDependOnThoseBefore() throws Exception {
        int compared = 0;
        for (long seed = FIRST; seed < FIRST + CHARTS; seed++) {
            FuzzChart chart = ChartGenerator.chart(seed);
            try (ScratchFolder workspace = RunFolder.create("courses")) {
                chart.write(workspace.path());
                compared += Courses.of(chart.request(workspace.path()).chart()).assertAlike();
            } catch (SourceException | RenderException refused) {
                // it cannot be read or executed at all
                continue;
            }
        }
        assertThat(compared).isGreaterThan(8 * CHARTS);
    }
}
