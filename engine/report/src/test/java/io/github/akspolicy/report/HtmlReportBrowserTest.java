package io.github.akspolicy.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.EvaluationSamples;
import io.github.akspolicy.evaluate.Excerpt;
import io.github.akspolicy.evaluate.ExemptionRules;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.HostileText;
import io.github.akspolicy.evaluate.ProposedFix;
import io.github.akspolicy.source.SourceLocation;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser, opened from disk. */
@Tag("deep")
class HtmlReportBrowserTest {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    /** What is inside is made when its part is opened. */
    private static final String OPEN_ALL = """
            var openAll = function () { document.querySelectorAll('details').forEach(function (one) { one.open = true; }); };
            openAll();
            setTimeout(openAll, 150);
            setTimeout(openAll, 300);
            window.dispatchEvent(new Event('beforeprint'));
            """;

    @TempDir
    private Path folder;

    @BeforeAll
    static void isThere() {
        assumeThat(CHROMIUM).as("Chromium (Debian package chromium)").isExecutable();
    }

    /** The page as the browser has it when its scripts have run. */
    private String open(String page, String... options) throws Exception {
        return openAt("", page, options);
    }

    /** @param asked what follows the address of the page, such as {@code #severity=high} */
    private String openAt(String asked, String page, String... options) throws Exception {
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
                file.toUri() + asked));
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

    /** The page in a frame as wide as a telephone: a window of its own cannot be that narrow. */
    private static String framed(String page, String attributes, String script) {
        return "<!DOCTYPE html><title>x</title><iframe id=\"frame\" style=\"border:0;width:390px;height:844px\""
                + attributes
                + " srcdoc=\"" + page.replace("&", "&amp;").replace("\"", "&quot;")
                + "\"></iframe><script>setTimeout(function () {" + script + "}, 1200);</script>";
    }

    private static String title(String dom) {
        Matcher title = Pattern.compile("(?s)<title>(.*?)</title>").matcher(dom);
        assertThat(title.find()).isTrue();
        return title.group(1);
    }

    @Test
    void itsOwnScriptRunsUnderItsPolicy() throws Exception {
        assertThat(open(page(EvaluationSamples.debt())))
                .containsPattern("id=\"shown\"[^>]*>4 findings in 4 lines to edit")
                .doesNotContain("id=\"filters\" hidden");
    }

    @Test
    void aScriptOfAnyOtherDoesNot() throws Exception {
        String page = page(EvaluationSamples.debt());
        assertThat(open(page.replace("</body>", "<script>document.title='pwned'</script></body>")))
                .contains("<title>aks-policy: Failed with errors</title>");
    }

    /** Even without the policy: text stays text. All attacks stand on one page, and each is tried alone in the fast test. */
    @Test
    void hostileTextDoesNothing() throws Exception {
        var parts = new ArrayList<Evaluation>();
        Stream.concat(HtmlReportTest.ATTACKS.stream(), HostileText.ALL.stream())
                .forEach(text -> parts.add(HtmlReportTest.evaluation(text)));
        Evaluation all = Evaluation.merge(parts);
        String dom = open(with(page(all), OPEN_ALL + """
                                setTimeout(function () {
                                  document.title = [
                                    document.querySelectorAll('#list .body').length > 40,
                                    document.querySelectorAll('.part .inside').length > 2,
                                    document.querySelectorAll('#sheet li').length > 40,
                                    document.querySelectorAll('img,iframe,svg,base,link,math,image,foreignObject,use,animate,form:not(#filters)').length,
                                    document.querySelectorAll('script').length,
                                    Array.prototype.filter.call(document.querySelectorAll('*'), function (one) {
                                      return Array.prototype.some.call(one.attributes, function (own) { return /^on/i.test(own.name); }); }).length,
                                    Array.prototype.filter.call(document.querySelectorAll('[href]'), function (one) {
                                      return !/^(#|https:)/.test(one.getAttribute('href')); }).length,
                                    /[\\u202e\\u0000\\u2028]/.test(document.querySelector('main').textContent)].join(' ');
                                }, 600);
                                """), "--virtual-time-budget=20000");
        assertThat(title(dom)).isEqualTo("true true true 0 4 0 0 false");
    }

    @Test
    void filtersAndSearchShowWhatIsAskedForAndTheAddressKeepsIt() throws Exception {
        String dom = open(with(page(EvaluationSamples.store()), """
                var shown = function () { return document.querySelectorAll('#list .finding').length; };
                var results = [shown()];
                var form = document.getElementById('filters');
                var by = function (name) { return form.querySelector('[name=' + name + ']'); };
                var acts = [
                  function () { form.querySelector('[value=critical]').checked = false; },
                  function () { by('q').value = 'SECCOMP order-service'; },
                  function () { by('q').value = 'no such words'; },
                  function () { by('failing').checked = true; },
                  function () { by('environment').selectedIndex = 1; },
                  function () { by('area').selectedIndex = 2; },
                  function () { by('group').value = 'policy'; }];
                var next = function () {
                  var act = acts.shift();
                  if (!act) { document.title = results.join(' '); return; }
                  form.reset();
                  setTimeout(function () {
                    act();
                    form.dispatchEvent(new Event('input'));
                    setTimeout(function () { results.push(shown() + location.hash); next(); }, 20);
                  }, 20);
                };
                next();
                """));
        assertThat(title(dom))
                .isEqualTo("5 4#severity=high%2Cmedium%2Clow 1#q=SECCOMP+order-service 0#q=no+such+words"
                        + " 2#failing=1 2#environment=dev 1#area=pod 5#group=policy");
    }

    @Test
    void anAddressShowsWhatItAsksFor() throws Exception {
        String page = page(EvaluationSamples.store());
        assertThat(openAt("#severity=critical", page))
                .containsPattern("id=\"shown\"[^>]*>1 of 5 findings in 1 line to edit");
        assertThat(openAt("#group=policy&severity=medium", page))
                .containsPattern("id=\"shown\"[^>]*>2 of 5 findings, 1 group");
        String key = EvaluationSamples.store().findings().get(1).key();
        assertThat(openAt("#finding=" + URLEncoder.encode(key, StandardCharsets.UTF_8), page))
                .contains("only this finding", "Exempt this instead");
        assertThat(openAt("#environment=%22%3E%3Cscript%3E&finding=%E0%A4", page))
                .contains("0 of 5 findings");
        for (String unknown : List.of("constructor", "__proto__", "toString", "x")) {
            assertThat(openAt("#group=" + unknown, page))
                    .as(unknown)
                    .containsPattern("id=\"shown\"[^>]*>5 findings in [0-9] lines to edit");
        }
    }

    @Test
    void groupsHaveTheirCounts() throws Exception {
        Evaluation owned = EvaluationSamples.owned(2, new ExemptionRules.Owners() {
            @Override
            public Optional<String> refusal(String path) {
                return Optional.empty();
            }

            @Override
            public List<String> of(String path) {
                return path.endsWith("-0.yaml") ? List.of("@team-a") : List.of();
            }
        });
        String groups = """
                document.title = Array.prototype.map.call(document.querySelectorAll('.group'), function (group) {
                  return group.textContent; }).join(', ');
                """;
        assertThat(title(openAt("#group=owner", with(page(owned), groups))))
                .isEqualTo("@team-a3 findings · 1 fails · 1 line, No owner in CODEOWNERS3 findings · 1 fails · 1 line");
        assertThat(title(open(with(page(owned), groups))))
                .isEqualTo(
                        "k8s/service-0.yaml:13 findings · 1 fails · @team-a, k8s/service-1.yaml:23 findings · 1 fails");
        assertThat(title(openAt("#group=policy", with(page(owned), groups)))).contains("6 findings · 2 fail · 2 lines");
    }

    /** Twenty charts that were made by one command have the same faults: they are read once, and none is left out. */
    @Test
    void equalLinesOfSeveralChartsAreOneGroup() throws Exception {
        Evaluation copies = EvaluationSamples.copies(List.of("cart", "order", "user"));
        String seen = """
                var all = function (selector) { return Array.prototype.map.call(document.querySelectorAll(selector),
                  function (one) { return one.textContent; }); };
                document.querySelector('#list .finding').open = true;
                setTimeout(function () {
                  document.title = [document.getElementById('shown').textContent, all('.group > h3').join(), all('.group .facts').join(),
                    all('.group .places li').join(), all('.finding .what').join(), all('.finding .body a[href*=finding]').length].join('|');
                }, 100);
                """;
        assertThat(title(open(with(page(copies), seen))))
                .isEqualTo(
                        "6 findings in 3 lines to edit. |values.yaml:5 in 3 charts and folders|6 findings · 3 fail"
                                + "|charts/cart/values.yaml:5,charts/order/values.yaml:5,charts/user/values.yaml:5"
                                + "|Pods must run with a seccomp profile Deployment cart"
                                + " and 2 more like it,Images must have a tag that does not move Deployment cart and 2 more like it|2");
        assertThat(title(openAt("#source=charts%2Forder", with(page(copies), seen))))
                .startsWith(
                        "2 of 6 findings in 1 line to edit. Show all|charts/order/values.yaml:5|2 findings · 1 fails||");
    }

    @Test
    void whatIsNotEvaluatedIsListedWithItsReason() throws Exception {
        String parts = OPEN_ALL + """
                setTimeout(function () {
                  document.title = Array.prototype.map.call(document.querySelectorAll('#not-evaluated .items > li, #missing .items > li'),
                    function (one) { return one.textContent; }).join('|');
                }, 600);
                """;
        assertThat(title(open(with(page(EvaluationSamples.passedOver()), parts))))
                .isEqualTo("Bicep is evaluated as what it compiles to, which is not foundFix: run az bicep build --file"
                        + " infra/main.bicepinfra/main.bicep:1");
        assertThat(title(open(with(page(EvaluationSamples.lacking()), parts))))
                .startsWith("2 resources lack namespaces in prod, for pod/seccomp-profile"
                        + "the namespace of cart is in no source");
    }

    /**
     * WCAG 2.2, 1.4.3: text has a contrast of 4.5 or more against what is behind it, in light and dark. Headings leave no
     * level out, what readers of the screen jump to has a name, and what can be clicked can be reached with the keyboard.
     */
    @Test
    void everyReaderCanReadIt() throws Exception {
        String script;
        try (var in = Objects.requireNonNull(HtmlReportBrowserTest.class.getResourceAsStream("accessibility.js"))) {
            script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        for (Evaluation evaluation : List.of(
                EvaluationSamples.store(),
                EvaluationSamples.debt(),
                EvaluationSamples.drawn(),
                EvaluationSamples.copies(List.of("cart", "order", "user")),
                EvaluationSamples.lacking(),
                EvaluationSamples.passedOver())) {
            String page = with(page(evaluation), OPEN_ALL + "setTimeout(function () {" + script + "}, 600);");
            assertThat(open(page)).contains("<title>light|true|0|0|</title>");
            assertThat(open(page, "--force-dark-mode")).contains("<title>dark|true|0|0|</title>");
            assertThat(open(page.replace("--soft: #566071", "--soft: #9aa5b7")))
                    .as("a page that cannot be read is found out")
                    .doesNotContain("<title>light|true|0|0|</title>")
                    .contains("<title>light|true|0|0|");
        }
    }

    /** On a telephone nothing is wider than the window, with names that have no place to break. */
    @Test
    void nothingScrollsSideways() throws Exception {
        for (Evaluation evaluation : List.of(
                EvaluationSamples.debt(),
                EvaluationSamples.drawn(),
                HtmlReportTest.evaluation("W".repeat(300)),
                HtmlReportTest.evaluation("注文サービス".repeat(40)),
                // with a choice of sources
                Evaluation.merge(List.of(
                        HtmlReportTest.evaluation("V".repeat(300)), HtmlReportTest.evaluation("W".repeat(300)))))) {
            assertThat(title(open(framed(with(page(evaluation), OPEN_ALL), "", """
                            var root = document.getElementById('frame').contentDocument.documentElement;
                            document.title = root.clientWidth + ' ' + (root.scrollWidth - root.clientWidth)
                              + ' ' + (root.querySelectorAll('.body, .inside').length > 1)
                              + ' ' + /\\[object|undefined|NaN/.test(root.querySelector('main').textContent);
                            """), "--hide-scrollbars")))
                    .isEqualTo("390 0 true false");
        }
    }

    @Test
    void tenThousandFindingsStayUsable() throws Exception {
        String page = page(EvaluationSamples.many(3_400));
        assertThat(page).hasSizeLessThan(20 << 20);
        String dom = open(with(page, """
                var rows = function () { return document.querySelectorAll('#list .finding').length; };
                var first = rows();
                var began = performance.now();
                location.hash = '#line=k8s%2Fservice-3399.yaml%3A3400&severity=info';
                setTimeout(function () {
                  document.title = (first > 30 && first < 1000) + ' ' + rows() + ' ' + document.getElementById('shown').textContent.slice(0, 21).trim();
                }, 1000);
                """));
        assertThat(title(dom)).isEqualTo("true 1 1 of 10,200 findings");
    }

    /** The diff that the page shows, with the lines around it, is one that git applies. */
    @Test
    void theProvenDiffApplies() throws Exception {
        List<String> lines = List.of("a: 1", "b:", "  c: true", "d: 2", "e: 3", "f: 4");
        Finding finding = EvaluationSamples.many(1).findings().get(0);
        SourceLocation at = finding.location();
        Path file = Files.createDirectories(folder.resolve("k8s")).resolve("service-0.yaml");
        Files.writeString(file, String.join("\n", lines) + "\n");
        Evaluation evaluation = EvaluationSamples.many(1).withExcerpts(Map.of(at, new Excerpt(1, lines.subList(0, 5))));
        var out = new StringWriter();
        HtmlReport.write(
                evaluation,
                Map.of(finding, new ProposedFix(at.path(), 3, 3, 10, List.of("  c: false", "  x: <b>"))),
                Checkout.UNKNOWN,
                out);
        String dom = openAt(
                "#finding=" + URLEncoder.encode(finding.key(), StandardCharsets.UTF_8) + "&severity=critical",
                with(out.toString(), """
                        setTimeout(function () {
                          document.title = Array.prototype.map.call(document.querySelectorAll('pre[aria-label=Diff] .line'),
                            function (line) { return line.textContent; }).join('|');
                        }, 300);
                        """));
        Matcher title = Pattern.compile("<title>(.*?)</title>").matcher(dom);
        assertThat(title.find()).isTrue();
        Files.writeString(
                folder.resolve("x.patch"),
                title.group(1).replace("&lt;", "<").replace("&gt;", ">").replace('|', '\n') + "\n");
        Process git = new ProcessBuilder("git", "apply", "x.patch")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        assertThat(new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(file).content().isEqualTo("a: 1\nb:\n  c: false\n  x: <b>\nd: 2\ne: 3\nf: 4\n");
    }

    @Test
    void withoutScriptsItListsTheLinesToEdit() throws Exception {
        // a frame whose scripts the browser does not run
        assertThat(title(open(framed(page(EvaluationSamples.store()), " sandbox=\"allow-same-origin\"", """
                        var body = document.getElementById('frame').contentDocument.body;
                        document.title = body.querySelector('#findings').innerText.replace(/[^a-zA-Z0-9:.\\/-]+/g, ' ')
                          + body.querySelectorAll('.finding, #filters:not([hidden]), .part:not([hidden])').length;
                        """))))
                .matches("Findings Lines to edit.* k8s/rbac.yaml:9 critical .* Fix: .*[^0-9]0");
    }

    /** @param asked what follows the address of the page */
    private long printed(String asked, String page) throws Exception {
        Path pdf = folder.resolve("report.pdf");
        openAt(asked, page, "--no-pdf-header-footer", "--print-to-pdf=" + pdf);
        return Pattern.compile("/Type /Page\\b")
                .matcher(Files.readString(pdf, StandardCharsets.ISO_8859_1))
                .results()
                .count();
    }

    /** Paper has each line and each fix once, and neither excerpts nor what is folded. */
    @Test
    void paperListsTheLinesToEditByPolicy() throws Exception {
        String page = page(EvaluationSamples.many(57));
        assertThat(printed("", page)).isBetween(2L, 15L);
        assertThat(printed("#line=k8s%2Fservice-3.yaml%3A4", page)).isEqualTo(1);
        String sheet = """
                window.dispatchEvent(new Event('beforeprint'));
                document.title = ['h3', 'p', 'li', 'pre'].map(function (name) {
                  return name + ' ' + document.querySelectorAll('#sheet ' + name).length; }).join(', ');
                """;
        assertThat(title(open(with(page, sheet)))).isEqualTo("h3 1, p 2, li 57, pre 0");
        assertThat(title(openAt("#line=k8s%2Fservice-3.yaml%3A4", with(page, sheet))))
                .isEqualTo("h3 1, p 2, li 1, pre 0");
    }

    @Test
    void aFindingThatIsShownAlonePrintsAsItIsShown() throws Exception {
        Evaluation store = EvaluationSamples.store();
        String asked = "#finding=" + URLEncoder.encode(store.findings().get(0).key(), StandardCharsets.UTF_8);
        assertThat(openAt(asked, with(page(store), "window.dispatchEvent(new Event('beforeprint'));")))
                .containsPattern("<body class=\"[a-z]+ one\"")
                .contains("Where it shows");
    }
}
