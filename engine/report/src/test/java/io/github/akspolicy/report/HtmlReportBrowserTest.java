package io.github.akspolicy.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.EvaluationSamples;
import io.github.akspolicy.evaluate.HostileText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser, opened from disk. */
@Tag("deep")
class HtmlReportBrowserTest {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    @TempDir
    private Path folder;

    @BeforeAll
    static void isThere() {
        assumeThat(CHROMIUM).as("Chromium (Debian package chromium)").isExecutable();
    }

    /** The page as the browser has it when its scripts have run. */
    private String open(String page, String... options) throws Exception {
        Path file = Files.writeString(folder.resolve("report.html"), page);
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
                "--user-data-dir=" + folder.resolve("profile"),
                "--virtual-time-budget=2000",
                "--dump-dom",
                file.toUri().toString()));
        command.addAll(1, List.of(options));
        Process process = new ProcessBuilder(command)
                .redirectError(folder.resolve("browser.log").toFile())
                .start();
        String dom = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return dom;
    }

    private static String page(Evaluation evaluation) {
        return Written.as(ReportFormat.HTML, evaluation);
    }

    /** The page with a script of the test at its end, which its own policy would not let run. */
    private static String with(String page, String script) {
        return page.replaceFirst("<meta http-equiv=\"Content-Security-Policy\"[^>]*>", "")
                .replace("</body>", "<script>" + script + "</script></body>");
    }

    @Test
    void itsOwnScriptRunsUnderItsPolicy() throws Exception {
        String dom = open(page(EvaluationSamples.debt()));
        assertThat(dom).containsPattern("id=\"shown\"[^>]*>4 findings<").doesNotContain("id=\"filters\" hidden");
    }

    @Test
    void aScriptOfAnybodyElseDoesNot() throws Exception {
        String page = page(EvaluationSamples.debt());
        assertThat(open(page.replace("</body>", "<script>document.title='pwned'</script></body>")))
                .contains("<title>aks-policy: error</title>");
    }

    /** Even without the policy: text stays text. All attacks stand on one page, and each is tried alone in the fast test. */
    @Test
    void hostileTextDoesNothing() throws Exception {
        var parts = new ArrayList<Evaluation>();
        Stream.concat(HtmlReportTest.ATTACKS.stream(), HostileText.ALL.stream())
                .forEach(text -> parts.add(HtmlReportTest.evaluation(text)));
        String dom = open(
                with(
                        page(Evaluation.merge(parts)),
                        "document.querySelectorAll('details').forEach(function (one) { one.open = true; });"
                                + "document.body.dataset.count = document.querySelectorAll('img,iframe,svg:not(.diagram),base,link,math,image,foreignObject,use,animate').length"));
        assertThat(dom).contains("<title>aks-policy: error</title>").contains("data-count=\"0\"");
    }

    @Test
    void filtersAndSearchShowWhatIsAskedFor() throws Exception {
        String dom = open(with(page(EvaluationSamples.store()), """
                var shown = function () {
                  return Array.prototype.filter.call(document.querySelectorAll('.finding'), function (one) {
                    return one.offsetParent !== null; }).length; };
                var results = [shown()];
                var form = document.getElementById('filters');
                var change = function (act) { form.reset(); act(); form.dispatchEvent(new Event('input')); results.push(shown()); };
                var by = function (id) { return document.getElementById(id); };
                change(function () { form.querySelector('[value=critical]').checked = false; });
                change(function () { by('q').value = 'SECCOMP order-service'; });
                change(function () { by('q').value = 'no such words'; });
                change(function () { by('failing').checked = true; });
                change(function () { by('environment').selectedIndex = 1; });
                change(function () { by('group').selectedIndex = 2; });
                document.title = results.join(' ');
                """));
        assertThat(dom).contains("<title>5 4 1 0 2 2 1</title>");
    }

    /**
     * WCAG 2.2, 1.4.3: text has a contrast of 4.5 or more against what is behind it, in light and dark. Headings leave no
     * level out, and what readers of the screen jump to has a name.
     */
    @Test
    void everybodyCanReadIt() throws Exception {
        String script;
        try (var in = Objects.requireNonNull(HtmlReportBrowserTest.class.getResourceAsStream("accessibility.js"))) {
            script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        for (Evaluation evaluation : List.of(EvaluationSamples.store(), EvaluationSamples.debt())) {
            String page = with(page(evaluation), script);
            assertThat(open(page)).contains("<title>light|true|0|0|</title>");
            assertThat(open(page, "--force-dark-mode")).contains("<title>dark|true|0|0|</title>");
            assertThat(open(page.replace("--soft: #5a6577", "--soft: #9aa5b7")))
                    .as("a page that cannot be read is found out")
                    .doesNotContain("<title>light|true|0|0|</title>")
                    .contains("<title>light|true|0|0|");
        }
    }

    /** The layout guesses how wide letters are: a browser has the last word, with short names, long ones and wide ones. */
    @Test
    void picturesHoldTheirText() throws Exception {
        for (String name : List.of(
                "support",
                "system:serviceaccount:store-production:order-service-with-a-name-of-some-length-and-more",
                "W".repeat(300),
                "mmmm MMMM ".repeat(40),
                "注文サービス".repeat(40),
                "🚢".repeat(200))) {
            Evaluation store = EvaluationSamples.store();
            var findings = new ArrayList<>(store.findings());
            findings.set(0, EvaluationSamples.drawn(findings.get(0), EvaluationSamples.diagram(name, name + ".yaml")));
            String dom = open(with(
                    page(Evaluation.merge(List.of(new Evaluation(
                            findings, List.of(), store.ledger(), store.policies(), store.thresholds())))),
                    """
                    document.querySelectorAll('details').forEach(function (one) { one.open = true; });
                    var seen = 0;
                    var beyond = [];
                    document.querySelectorAll('svg.diagram').forEach(function (picture) {
                      var view = picture.viewBox.baseVal;
                      var texts = Array.prototype.slice.call(picture.querySelectorAll('text'));
                      texts.forEach(function (text) {
                        var box = text.getBBox();
                        seen++;
                        if (box.x < 0 || box.x + box.width > view.width || box.y + box.height > view.height) { beyond.push('edge'); }
                        texts.forEach(function (other) {
                          var next = other.getBBox();
                          if (other !== text && box.x < next.x + next.width && next.x < box.x + box.width
                              && box.y + 4 < next.y + next.height && next.y + 4 < box.y + box.height) {
                            beyond.push(text.textContent.slice(-9) + '/' + other.textContent.slice(-9));
                          }
                        });
                      });
                      picture.querySelectorAll('rect').forEach(function (rect) {
                        var bounds = rect.getBBox();
                        texts.filter(function (text) { return /name/.test(text.getAttribute('class')); }).forEach(function (text) {
                          var box = text.getBBox();
                          if (box.y > bounds.y && box.y < bounds.y + bounds.height
                              && (box.x + box.width > bounds.x + bounds.width || box.y + box.height > bounds.y + bounds.height)) {
                            beyond.push('box');
                          }
                        });
                      });
                    });
                    document.title = seen + ' texts ' + beyond.join(' ');
                    """));
            assertThat(dom).as(name).contains("<title>30 texts </title>");
        }
    }

    @Test
    void isReadWithoutScripts() throws IOException {
        // everything is in the page itself: nothing is hidden but the filters, which need the script
        String page = page(EvaluationSamples.store());
        assertThat(page).containsOnlyOnce(" hidden=\"\"");
    }
}
