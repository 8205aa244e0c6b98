package io.github.akspolicy.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.source.FetchedChart;
import io.github.akspolicy.source.Origin;
import io.github.akspolicy.source.SourceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Third-party is what was fetched and recorded, or what the configuration names; a claim in the repository proves nothing. */
class ThirdPartyChartsTest {
    private static final String FILE = "charts/cache/templates/c.yaml";
    private static final String CLAIM = "apiVersion: v2\nname: shop\nversion: 1.0.0\ndependencies:\n"
            + "  - {name: cache, version: 1.x, repository: 'https://charts.example'}\n";

    @TempDir
    private Path folder;

    private TestChart chart;

    @BeforeEach
    void chart() {
        chart = new TestChart(folder).file("Chart.yaml", CLAIM);
    }

    private TestChart unpacked() {
        return chart.file("charts/cache/Chart.yaml", "apiVersion: v2\nname: cache\nversion: 1.0.0\n")
                .file(FILE, "kind: Cache\n");
    }

    private TestChart packed(String archive, String kind) throws IOException {
        return chart.bytes(
                "chart/charts/" + archive,
                ChartFilesTest.archive(new TreeMap<>(Map.of(
                        "cache/Chart.yaml",
                        "apiVersion: v2\nname: cache\nversion: 1.0.0\n",
                        "cache/templates/c.yaml",
                        "kind: " + kind + "\n"))));
    }

    private Origin origin() {
        return chart.render().origin(FILE, "kind");
    }

    private void isThirdParty() {
        assertThat(origin().isVendorDebt()).isTrue();
        assertThat(origin().primary()).hasToString(chart.in("Chart.yaml", "{name: cache"));
    }

    private void isFirstParty(String at) {
        Origin origin = origin();
        assertThat(origin.isVendorDebt()).isFalse();
        assertThat(origin.primary()).hasToString(at);
        assertThat(origin.chart()).isNotNull();
        assertThat(origin.chart().hint()).contains("cache@1.0.0", "aks-policy:charts-lock");
    }

    @Test
    void aFolderThatClaimsARepositoryIsFirstParty() throws SourceException {
        unpacked();
        isFirstParty("chart/" + FILE + ":1:1");

        assertThat(chart.record()).extracting(FetchedChart::id).containsExactly("cache@1.0.0");
        isThirdParty();
    }

    @Test
    void anArchiveIsFirstPartyUntilItsBytesAreRecorded() throws Exception {
        packed("cache-1.0.0.tgz", "Cache");
        isFirstParty("chart/charts/cache-1.0.0.tgz!/templates/c.yaml:1:1");

        FetchedChart recorded = chart.record().get(0);
        assertThat(recorded.path()).isEqualTo("chart/charts/cache-1.0.0.tgz");
        // the digest that helm package, index.yaml and registries state
        byte[] digest =
                MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(folder.resolve(recorded.path())));
        assertThat(recorded.digest()).isEqualTo("sha256:" + HexFormat.of().formatHex(digest));
        isThirdParty();

        packed("cache-1.0.0.tgz", "Evil");
        isFirstParty("chart/charts/cache-1.0.0.tgz!/templates/c.yaml:1:1");
    }

    /** Chart.lock lists names and versions: whoever writes the archive writes it, too. */
    @Test
    void chartLockProvesNothing() throws IOException {
        chart.file(
                "Chart.lock",
                "dependencies:\n- name: cache\n  repository: https://charts.example\n  version: 1.0.0\n"
                        + "digest: sha256:" + "0".repeat(64) + "\ngenerated: \"2026-01-01T00:00:00Z\"\n");
        packed("cache-1.0.0.tgz", "Cache");

        isFirstParty("chart/charts/cache-1.0.0.tgz!/templates/c.yaml:1:1");
    }

    @Test
    void aStrayArchiveIsFirstPartyEvenWhereItsDigestIsRecorded() throws Exception {
        chart.file("Chart.yaml", "apiVersion: v2\nname: shop\nversion: 1.0.0\n");
        packed("evil.tgz", "Cache");
        String at = "chart/charts/evil.tgz!/templates/c.yaml:1:1";

        assertThat(chart.record()).extracting(FetchedChart::declared).containsExactly(false);
        isFirstParty(at);
        // who names it says so where it is reviewed
        chart.thirdParty("charts/evil.tgz");
        assertThat(origin().isVendorDebt()).isTrue();
    }

    @Test
    void whateverChangesInARecordedFolderMakesItFirstParty() throws Exception {
        unpacked().record();
        isThirdParty();
        chart.file("charts/cache/templates/more.yaml", "kind: More\n");
        isFirstParty("chart/" + FILE + ":1:1");
        Files.delete(chart.path().resolve("charts/cache/templates/more.yaml"));
        isThirdParty();

        // a file that .helmignore hides is content, too
        chart.file("charts/cache/.helmignore", "hidden\n").file("charts/cache/hidden", "x");
        chart.record();
        isThirdParty();
        chart.file("charts/cache/hidden", "y");
        isFirstParty("chart/" + FILE + ":1:1");
    }

    @Test
    void aRenamedFileIsAnotherContent() throws Exception {
        unpacked().file("charts/cache/files/a", "x").record();
        isThirdParty();
        Files.move(chart.path().resolve("charts/cache/files/a"), chart.path().resolve("charts/cache/files/b"));

        isFirstParty("chart/" + FILE + ":1:1");
    }

    @Test
    void aDigestBelongsToItsNameAndVersion() throws Exception {
        unpacked().record();
        FetchedChart other =
                new FetchedChart("cache", "1.0.1", chart.record().get(0).digest(), "chart/charts/cache", true);
        assertThat(chart.request().thirdParty().isRecorded(other)).isFalse();
    }

    @Test
    void aFolderWithALinkHasNoDigest() throws Exception {
        unpacked().file("real.yaml", "kind: Cache\n");
        Files.createSymbolicLink(
                chart.path().resolve("charts/cache/templates/linked.yaml"), Path.of("../../../real.yaml"));

        assertThat(chart.record()).extracting(FetchedChart::digest).containsExactly("");
        isFirstParty("chart/" + FILE + ":1:1");
    }

    @Test
    void theConfigurationNamesFoldersOfAnyContent() {
        chart.file("Chart.yaml", "apiVersion: v2\nname: shop\nversion: 1.0.0\n");
        unpacked();
        assertThat(origin().chart()).isNull();
        chart.thirdParty("charts/cache");
        assertThat(origin().isVendorDebt()).isTrue();

        chart.file(FILE, "kind: Other\n");
        assertThat(origin().isVendorDebt()).isTrue();
    }

    @Test
    void whatARecordedChartBringsIsCoveredByItsDigest() throws Exception {
        unpacked()
                .file(
                        "charts/cache/Chart.yaml",
                        "apiVersion: v2\nname: cache\nversion: 1.0.0\ndependencies:\n"
                                + "  - {name: inner, version: 1.0.0, repository: 'https://charts.example'}\n")
                .file("charts/cache/charts/inner/Chart.yaml", "apiVersion: v2\nname: inner\nversion: 1.0.0\n")
                .file("charts/cache/charts/inner/templates/i.yaml", "kind: Inner\n");

        assertThat(chart.record()).extracting(FetchedChart::id).containsExactly("cache@1.0.0");
        String inner = "charts/cache/charts/inner/templates/i.yaml";
        assertThat(chart.render().origin(inner, "kind").isVendorDebt()).isTrue();
        chart.file(inner, "kind: Evil\n");
        assertThat(chart.render().origin(inner, "kind").isVendorDebt()).isFalse();
    }

    @Test
    void chartsWithinAnArchiveAreRecordedOneByOne() throws Exception {
        var files = new TreeMap<String, String>();
        files.put("shop/Chart.yaml", CLAIM);
        files.put("shop/charts/cache/Chart.yaml", "apiVersion: v2\nname: cache\nversion: 1.0.0\n");
        files.put("shop/charts/cache/templates/c.yaml", "kind: Cache\n");
        chart.bytes("shop.tgz", ChartFilesTest.archive(files)).at("shop.tgz");
        assertThat(origin().isVendorDebt()).isFalse();

        assertThat(chart.record()).extracting(FetchedChart::path).containsExactly("shop.tgz!/charts/cache");
        assertThat(origin().isVendorDebt()).isTrue();
        files.put("shop/charts/cache/templates/c.yaml", "kind: Evil\n");
        chart.bytes("shop.tgz", ChartFilesTest.archive(files));
        assertThat(origin().isVendorDebt()).isFalse();
    }

    @Test
    void textOfTheRepositoryThatLooksLikeAFileOfAThirdPartyChart() {
        unpacked()
                .thirdParty("charts/cache")
                .file(
                        "templates/a.yaml",
                        "kind: Own\n---\n# Source: shop/" + FILE + "\nkind: Evil\nname: evil\nspec: {hostPID: true}\n");
        TestRender render = chart.render();
        assertThat(render.text(FILE)).doesNotContain("Evil");
        assertThat(render.origin(FILE, "kind").isVendorDebt()).isTrue();
        assertThat(render.origin("templates/a.yaml", 1, "spec").isVendorDebt()).isFalse();
    }

    @Test
    void aDefinitionOfTheRepositoryInPlaceOfOneOfAThirdPartyChart() {
        unpacked()
                .thirdParty("charts/cache")
                .file("charts/cache/templates/_h.tpl", "{{ define \"cache.kind\" }}Cache{{ end }}")
                .file(FILE, "kind: {{ include \"cache.kind\" . | trim }}\n");
        isThirdParty();
        chart.file("templates/_h.tpl", "{{ define \"cache.kind\" }}Evil{{ end }}");
        assertThat(origin().isVendorDebt()).isFalse();
    }

    @Test
    void aFolderOfTheRepositoryThatARecordedChartNames() throws Exception {
        unpacked()
                .file(
                        "charts/cache/Chart.yaml",
                        "apiVersion: v2\nname: cache\nversion: 1.0.0\ndependencies:\n"
                                + "  - {name: inner, version: 1.0.0, repository: 'file://../../inner'}\n")
                .file("inner/Chart.yaml", "apiVersion: v2\nname: inner\nversion: 1.0.0\n")
                .file("inner/templates/i.yaml", "kind: Inner\n")
                .record();

        assertThat(origin().isVendorDebt()).isTrue();
        Origin inner = chart.render().origin("charts/cache/charts/inner/templates/i.yaml", "kind");
        assertThat(inner.isVendorDebt()).isFalse();
        assertThat(inner.primary()).hasToString("chart/inner/templates/i.yaml:1:1");
    }

    @Test
    void otherTextInAsManyLinesAsAFileOfAThirdPartyChartHas() {
        unpacked().thirdParty("charts/cache").file(FILE, "kind: {{ randAlphaNum 40 | quote }}\nname: a\n");
        assertThat(origin().isVendorDebt()).isFalse();
        // of the object that it writes alone, not even the kind is the same
        assertThat(chart.render().origin(FILE, "name").isVendorDebt()).isFalse();
    }
}
