package io.github.akspolicy.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.resource.DataTable;
import io.github.akspolicy.resource.ResourceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PodPlacesTableTest {
    @Test
    void thePageListsEveryPlaceOnce() throws IOException {
        List<String> rows = Files.readString(Path.of("target/site/custom-resources.md"))
                .lines()
                .filter(line -> line.contains("` | `"))
                .toList();
        List<String> places = DataTable.lines(ResourceId.class, PodPlacesTable.NAME);
        assertThat(rows).hasSameSizeAs(places);
        assertThat(places).allSatisfy(place -> {
            String[] words = place.split(" ");
            assertThat(rows)
                    .anyMatch(row -> row.endsWith("| `%s` | `%s` | `%s` | %s |"
                            .formatted(words[1], words[0], words[2], words.length == 4 ? "yes" : "")));
        });
    }

    @Test
    void aProjectIsNamedWithItsFirstPlace() {
        assertThat(PodPlacesTable.table())
                .contains("\n| KServe 0.15 | `InferenceService` | `serving.kserve.io` | `spec.predictor` | yes |\n"
                        + "|  | `InferenceService` | `serving.kserve.io` | `spec.transformer` | yes |\n");
    }
}
