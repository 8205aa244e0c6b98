package io.github.akspolicy.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.EvaluationSamples;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.report.ReportFormat;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The HTML report as axe-core sees it, with everything opened. It runs where the profile {@code site} has installed axe-core. */
@Tag("deep")
class ReportPageTest {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path AXE = Path.of("target/vitepress/node_modules/axe-core/axe.min.js");

    /** Opens what is folded, which is made then, and what is in it. */
    private static final String OPEN_ALL = """
            <script>
            var openAll = function () { document.querySelectorAll('details').forEach(function (one) { one.open = true; }); };
            openAll();
            setTimeout(openAll, 100);
            setTimeout(openAll, 200);
            </script>
            """;

    /** Frames have the width of a phone, which windows have not. */
    private static final String LOOK = """
            <!doctype html>
            <html lang="en"><meta charset="utf-8"><title>Looks at the report</title>
            <body>
            <script type="module">
            const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
            const views = [];
            for (const hidden of document.querySelectorAll('template')) {
              for (const width of [1400, 390]) {
                const frame = document.createElement('iframe');
                frame.style = `width: ${width}px; height: 900px; border: 0`;
                frame.srcdoc = hidden.dataset.page;
                document.body.append(frame);
                await new Promise((done) => { frame.onload = done; });
                await pause(500);
                const { documentElement: root, body } = frame.contentDocument;
                const { violations } = await frame.contentWindow.axe.run(frame.contentDocument);
                views.push({
                  view: hidden.id + ' ' + width,
                  isDark: frame.contentWindow.getComputedStyle(body).backgroundColor.match(/[0-9]+/g).map(Number)[0] < 128,
                  beyond: Math.max(0, root.scrollWidth - width),
                  opened: root.querySelectorAll('details[open]').length,
                  violations: violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => node.target.join(' ')).join(', ')} (${nodes.length})`)
                });
                frame.remove();
              }
              hidden.remove();
            }
            document.body.textContent = 'seen' + JSON.stringify(views) + 'end';
            </script>
            """;

    @TempDir
    private Path folder;

    @BeforeAll
    static void isThere() {
        assumeThat(AXE).as("axe-core, which -Psite installs").isRegularFile();
        assumeThat(CHROMIUM).as("Chromium (Debian package chromium)").isExecutable();
    }

    private static String page(Evaluation evaluation) throws Exception {
        var out = new StringWriter();
        ReportFormat.HTML.write(evaluation, out);
        return out.toString();
    }

    /** The page with axe-core, which its own policy would not let run. */
    private static String hidden(String id, String page) throws Exception {
        String seen = page.replaceFirst("<meta http-equiv=\"Content-Security-Policy\"[^>]*>", "")
                .replace("</body>", "<script>" + Files.readString(AXE) + "</script>" + OPEN_ALL + "</body>");
        return "<template id=\"" + id + "\" data-page=\""
                + seen.replace("&", "&amp;").replace("\"", "&quot;") + "\"></template>\n";
    }

    private List<Field> look(String pages, List<String> options) throws Exception {
        Path file = Files.writeString(folder.resolve("look.html"), LOOK.replace("<body>\n", "<body>\n" + pages));
        var command = new ArrayList<>(List.of(
                CHROMIUM.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--window-size=1500,1000",
                "--user-data-dir=" + folder.resolve("profile"),
                "--virtual-time-budget=120000",
                "--dump-dom"));
        command.addAll(options);
        command.add(file.toUri().toString());
        Process browser = new ProcessBuilder(command)
                .redirectError(folder.resolve("browser.log").toFile())
                .start();
        String dom = new String(browser.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(browser.waitFor(5, TimeUnit.MINUTES)).isTrue();
        Matcher seen = Pattern.compile("(?s)<body>seen(.*)end</body>").matcher(dom);
        assertThat(seen.find()).as(dom.length() > 2_000 ? "no result" : dom).isTrue();
        String json = seen.group(1).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        return Field.root(ManifestReader.yamlDocument(json)).items();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void axeFindsNothing(boolean isDark) throws Exception {
        String pages = hidden("failed", page(EvaluationSamples.store()))
                + hidden("exempt", page(EvaluationSamples.debt()))
                + hidden("third-party", page(EvaluationSamples.dependencies()))
                + hidden("chains", page(EvaluationSamples.drawn()))
                + hidden("not-evaluated", page(EvaluationSamples.passedOver()))
                + hidden("missing", page(EvaluationSamples.lacking()))
                + hidden("passed", page(EvaluationSamples.compliant()))
                + hidden("copies", page(EvaluationSamples.copies(List.of("cart", "order", "user"))))
                + hidden("many", page(EvaluationSamples.many(20)))
                + hidden(
                        "broken",
                        page(EvaluationSamples.compliant())
                                .replace("<main>", "<main><img src=\"x.png\"><div style=\"width: 1800px\">wide</div>"));
        List<Field> views = look(pages, isDark ? List.of("--force-dark-mode") : List.of());
        assertThat(views).hasSize(20);
        assertThat(views.subList(0, 18)).allSatisfy(view -> {
            String name = view.get("view").stringOr("");
            assertThat(view.get("violations").strings()).as(name).isEmpty();
            assertThat(view.get("beyond").textOr("")).as(name).isEqualTo("0");
            assertThat(view.get("isDark").isTrue()).as(name).isEqualTo(isDark);
            assertThat(Integer.parseInt(view.get("opened").textOr("0")))
                    .as(name)
                    .isPositive();
        });
        // the checks can fail: a picture without words, and a line wider than the window
        assertThat(views.subList(18, 20)).allSatisfy(view -> {
            assertThat(view.get("violations").strings())
                    .anySatisfy(violation -> assertThat(violation).startsWith("image-alt: "));
            assertThat(Integer.parseInt(view.get("beyond").textOr("0"))).isPositive();
        });
    }
}
