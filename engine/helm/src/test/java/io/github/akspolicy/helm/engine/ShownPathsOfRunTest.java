package io.github.akspolicy.helm.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No path below the folder of a run is left in a text, in whatever form it comes. */
class ShownPathsOfRunTest {
    private final ShownPaths paths = new ShownPaths(
            "deploy/shop", Map.of("common", "libs/common"), name -> name.equals("values-0.yaml") ? "prod.yaml" : null);

    private String root;

    @BeforeEach
    void root() throws IOException {
        root = RunFolder.root().toString();
    }

    @ParameterizedTest
    @CsvSource({
        "open ROOT/c1/copy1/chart/templates/a.yaml: denied, open deploy/shop/templates/a.yaml: denied",
        "file://ROOT/c1/copy1/chart/values.schema.json#, deploy/shop/values.schema.json#",
        "\"ROOT/c1/copy1/original.tgz\" is bad, \"deploy/shop\" is bad",
        "ROOT/c1/release1/packed123/shop-1.0.0.tgz, deploy/shop",
        "ROOT/c1/release1/copy12/chart/x and ROOT/c1/copy0/chart/y, deploy/shop/x and deploy/shop/y",
        "ROOT/c1/copy1/dependencies/common/common/Chart.yaml, libs/common/Chart.yaml",
        "ROOT/c1/copy1/dependencies/web/common/common/values.yaml, libs/common/values.yaml",
        "failed to parse ROOT/c1/release2/values-0.yaml: x, failed to parse prod.yaml: x",
        "ROOT/c1/copy1, deploy/shop",
        "ROOT, deploy/shop",
        "ROOT/unknown/never/seen.bin, seen.bin",
        "nothing of ours, nothing of ours"
    })
    void aCopyIsCalledByTheNameOfTheUsersFile(String text, String shown) {
        assertThat(paths.in(text.replace("ROOT", root))).isEqualTo(shown);
    }

    @Test
    void manyPathsTakeNoTime() {
        assertThat(paths.in((root + "/c1/copy1/chart ").repeat(100_000))).doesNotContain(root);
    }
}
