package io.github.akspolicy.helm;

import io.github.akspolicy.source.ChartRequest;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** The same charts in both reference binaries: {@code helm template --is-upgrade} shows the pod that is named. */
@Tag("deep")
class HiddenBranchesBinariesTest extends HiddenBranchesTest {
    @Override
    List<String> documents(ChartRequest request) throws Exception {
        Path folder = HelmBinaries.folder();
        return List.of(
                HelmBinaries.template(folder.resolve("helm3"), request),
                HelmBinaries.template(folder.resolve("helm4"), request));
    }
}
