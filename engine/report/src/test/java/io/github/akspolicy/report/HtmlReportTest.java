package io.github.akspolicy.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.EvaluationSamples;
import io.github.akspolicy.evaluate.Excerpt;
import io.github.akspolicy.evaluate.HostileText;
import io.github.akspolicy.evaluate.JsonTree;
import io.github.akspolicy.evaluate.SafeText;
import io.github.akspolicy.source.SourceLocation;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** What stands in the page before its script runs, read by the XML parser of the JDK, which knows nothing of how it was written. */
class HtmlReportTest {
    private static final String DOCS = "https://akspolicy.github.io/aks-policy/main/";

    static final List<String> ATTACKS = List.of(
            "<script>document.title='pwned'</script>",
            "</script><script>document.title='pwned'</script>",
            "</style><script>document.title='pwned'</script>",
            "</code></td><img src=x onerror=\"document.title='pwned'\">",
            "\"><svg/onload=document.title='pwned'>",
            "' onmouseover='document.title=1' x='",
            "\" autofocus onfocus=\"document.title='pwned'\" x=\"",
            "` onerror=`document.title='pwned'`",
            "javascript:document.title='pwned'",
            "<a href=\"javascript:document.title='pwned'\">x</a>",
            "<!-- --><script>document.title='pwned'</script>",
            "--><script>document.title='pwned'</script><!--",
            "]]><script>document.title='pwned'</script>",
            "<details open ontoggle=document.title='pwned'>",
            "<iframe srcdoc=\"<script>top.document.title='pwned'</script>\">",
            "<math><mtext></p><img src onerror=document.title='pwned'>",
            "&lt;script&gt;document.title='pwned'&lt;/script&gt;",
            "&#60;script&#62;document.title='pwned'&#60;/script&#62;",
            "<base href=//evil.example/>",
            "<meta http-equiv=refresh content='0;url=//evil.example/'>",
            "<link rel=stylesheet href=//evil.example/x.css>",
            "<form action=//evil.example/><button>",
            "{{constructor.constructor('document.title=1')()}}",
            "\u2028<script>document.title='pwned'</script>",
            "\u0000<script>document.title='pwned'</script>",
            "<scr\u0000ipt>document.title='pwned'</scr\u0000ipt>",
            "\uff1cscript\uff1edocument.title='pwned'\uff1c/script\uff1e",
            "+ADw-script+AD4-document.title='pwned'+ADw-/script+AD4-");

    static Stream<String> hostile() {
        return Stream.concat(ATTACKS.stream(), HostileText.ALL.stream());
    }

    /** An evaluation with an excerpt that holds the text, too. */
    static Evaluation evaluation(String text) {
        Evaluation plain = EvaluationSamples.hostile(text);
        Map<SourceLocation, Excerpt> excerpts = new HashMap<>();
        plain.findings()
                .forEach(finding -> excerpts.put(finding.location(), new Excerpt(2, List.of("a: 1", text, text))));
        return plain.withExcerpts(excerpts).ofProfile(text);
    }

    private static String page(Evaluation evaluation) {
        return Written.as(ReportFormat.HTML, evaluation);
    }

    private static String page(Evaluation evaluation, Checkout checkout) {
        var out = new StringWriter();
        try {
            HtmlReport.write(evaluation, Map.of(), checkout, out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toString();
    }

    static Element parse(String page) {
        String xml = page.replace("<!DOCTYPE html>", "")
                .replaceFirst("(?s)<style>.*?</style>", "<style></style>")
                .replaceFirst("(?s)<script>.*</script>", "<script></script>");
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(xml)))
                    .getDocumentElement();
        } catch (Exception e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    /** What the page embeds for its script. */
    static Object data(String page, String id) {
        Matcher block = Pattern.compile("(?s)<script type=\"application/json\" id=\"" + id + "\">(.*?)</script>")
                .matcher(page);
        assertThat(block.find()).isTrue();
        String json = block.group(1);
        assertThat(json).doesNotContain("<", ">", "&", "#").hasLineCount(1);
        return JsonTree.parse(json);
    }

    /** Elements and names of attributes, without any text. */
    private static void structure(Node node, List<String> into) {
        if (node instanceof Element element) {
            var line = new StringBuilder(element.getTagName());
            for (int i = 0; i < element.getAttributes().getLength(); i++) {
                line.append(' ').append(element.getAttributes().item(i).getNodeName());
            }
            into.add(line.toString());
        }
        for (int i = 0; i < node.getChildNodes().getLength(); i++) {
            structure(node.getChildNodes().item(i), into);
        }
    }

    private static List<String> structure(String text) {
        var structure = new ArrayList<String>();
        structure(
                parse(page(evaluation(text), new Checkout(text, text, new SourceLinks("https://example.com/{path}")))),
                structure);
        // a message of several lines has a paragraph for each
        structure.removeIf(line -> line.equals("p"));
        return structure;
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void textIsTextAndNothingElse(String text) {
        assertThat(structure(text)).isEqualTo(structure("harmless text"));
        String page = page(evaluation(text));
        assertThat(page).containsOnlyOnce("<script>").containsOnlyOnce("<style>");
        assertThat(CiCommand.github(page)).isEmpty();
        assertThat(CiCommand.azure(page)).isEmpty();
        var strings = new ArrayList<String>();
        JsonTree.strings(data(page, "report"), strings::add);
        JsonTree.strings(data(page, "page"), strings::add);
        assertThat(strings).anyMatch(string -> string.contains(SafeText.wellFormed(text)));
    }

    /** The script has no way to make markup of a text, or code. */
    @Test
    void theScriptWritesTextOnly() {
        String page = page(EvaluationSamples.compliant());
        String script = page.substring(page.indexOf("<script>"), page.lastIndexOf("</script>"));
        assertThat(script)
                .contains("document.createElement(name)")
                .doesNotContainPattern(
                        "innerHTML|outerHTML|insertAdjacent|document\\.write|DOMParser|createContextual|setHTML")
                .doesNotContainPattern(
                        "\\beval\\b|\\bFunction\\(|setTimeout\\(['\"]|import\\(|fetch\\(|XMLHttpRequest|WebSocket");
    }

    @Test
    void embedsTheReportWithoutWhatThePageMakesItself() {
        for (Evaluation evaluation : List.of(
                EvaluationSamples.debt(),
                EvaluationSamples.drawn(),
                EvaluationSamples.dependencies(),
                evaluation("x"))) {
            assertThat(data(page(evaluation), "report"))
                    .isEqualTo(shortened("", JsonTree.parse(Written.as(ReportFormat.JSON, evaluation))));
            assertThat(JsonTree.list(data(page(evaluation), "page"), "findings"))
                    .hasSameSizeAs(JsonTree.list(data(page(evaluation), "report"), "findings"));
        }
    }

    /** Without the lines to edit, the keys of occurrences, and counts of the ledger that are zero. */
    private static Object shortened(String within, Object json) {
        if (json instanceof List<?> list) {
            return list.stream()
                    .filter(item -> !(within.equals("policies")
                            && item instanceof Map<?, ?> counts
                            && counts.containsKey("evaluated")
                            && number(counts.get("evaluated")) == 0))
                    .map(item -> shortened(within, item))
                    .toList();
        }
        if (!(json instanceof Map<?, ?> object)) {
            return json;
        }
        var kept = new HashMap<Object, Object>();
        object.forEach((name, value) -> {
            boolean isCount = object.containsKey("notApplicable");
            if (!(name.equals("linesToEdit")
                    || name.equals("notApplicable")
                    || name.equals("key") && within.equals("occurrences")
                    || isCount && value instanceof Number && number(value) == 0)) {
                kept.put(name, value == null ? null : shortened(name.toString(), value));
            }
        });
        return kept;
    }

    private static int number(Object value) {
        return ((Number) value).intValue();
    }

    /** What a release has nothing of is most of a ledger: 150 policies for each release, whatever they apply to. */
    @Test
    void growsWithFindingsAndNotWithPoliciesThatApplyToNothing() {
        String page = page(EvaluationSamples.store());
        assertThat(page.indexOf("\"notApplicable\"")).isNegative();
        assertThat(page).doesNotContain(":0,\"passed\"", "\"baselined\":0");
    }

    @Test
    void needsNothingFromElsewhere() {
        String written = page(EvaluationSamples.debt());
        Element page = parse(written);
        var links = new ArrayList<String>();
        collect(page, List.of("href", "src", "action", "srcset", "style", "background"), links);
        assertThat(links).isNotEmpty().allMatch(link -> link.startsWith("#"));
        assertThat(written)
                .contains("default-src &#39;none&#39;; style-src &#39;sha256-")
                .contains(
                        "base-uri &#39;none&#39;; form-action &#39;none&#39;; require-trusted-types-for &#39;script&#39;;")
                .doesNotContain("http://", "@import", "url(", "unsafe-");
        // a link is followed by the reader, not by the page
        assertThat(written.replace(DOCS, "")).doesNotContain("https://");
    }

    private static void collect(Element element, List<String> names, List<String> into) {
        for (String name : names) {
            if (element.hasAttribute(name)) {
                into.add(element.getAttribute(name));
            }
        }
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            assertThat(element.getAttributes().item(i).getNodeName()).doesNotStartWith("on");
        }
        for (int i = 0; i < element.getChildNodes().getLength(); i++) {
            if (element.getChildNodes().item(i) instanceof Element child) {
                collect(child, names, into);
            }
        }
    }

    @Test
    void everyLinkLeadsToAPartOrAFilterAndEveryPartHasATitle() {
        Element page = parse(page(EvaluationSamples.debt()));
        var ids = new ArrayList<String>();
        collect(page, List.of("id"), ids);
        assertThat(ids).doesNotHaveDuplicates();
        var links = new ArrayList<String>();
        collect(page, List.of("href"), links);
        assertThat(links)
                .contains("#severity=medium")
                .allSatisfy(link -> assertThat(link)
                        .satisfiesAnyOf(
                                some -> assertThat(ids).contains(some.substring(1)),
                                some -> assertThat(some).matches("#severity=(critical|high|medium|low|info)")));
        var labels = new ArrayList<String>();
        collect(page, List.of("aria-labelledby"), labels);
        assertThat(ids).containsAll(labels);
    }

    @Test
    void saysWithoutScriptsWhatFailedAndWhichLinesToEdit() {
        Element page = parse(page(EvaluationSamples.store()));
        assertThat(page.getTextContent())
                .contains(
                        "Failed with errors", "nil pointer evaluating interface {}.port", "Fix: give web.port a value");
        assertThat(page.getElementsByTagName("noscript").item(0).getTextContent())
                .contains("deploy/store/values-prod.yaml:12")
                .contains("critical "
                        + EvaluationSamples.store().findings().get(0).policy().title());
    }

    @Test
    void theHeadSaysWhatWasEvaluated() {
        Evaluation compared = EvaluationSamples.store()
                .against(EvaluationSamples.compliant(), "origin/main", "1a2b3c4", false)
                .ofProfile("hardened");
        String hash = "0123456789abcdef0123456789abcdef01234567";
        String text = parse(page(compared, new Checkout("contoso/store", hash, SourceLinks.NONE)))
                .getElementsByTagName("header")
                .item(0)
                .getTextContent()
                .replaceAll("\\s+", " ");
        assertThat(text)
                .contains("Repository contoso/store ", "Commit 0123456789ab ", "Base origin/main (1a2b3c4) ")
                .contains("Profile hardened ")
                .containsPattern("Date 20[0-9]{2}-[0-9]{2}-[0-9]{2} ");
    }

    @Test
    void foldsWhatIsNotAFinding() {
        Element page = parse(page(EvaluationSamples.passedOver()));
        NodeList parts = page.getElementsByTagName("details");
        var titles = new ArrayList<String>();
        for (int i = 0; i < parts.getLength(); i++) {
            assertThat(((Element) parts.item(i)).hasAttribute("open")).isFalse();
            titles.add(parts.item(i).getTextContent().replaceAll("\\s+", " ").strip());
        }
        assertThat(titles)
                .contains("Not evaluated 1", "Environments 1", "Notes 1")
                .doesNotContain("Missing inputs 1");
        assertThat(parse(page(EvaluationSamples.lacking())).getTextContent().replaceAll("\\s+", " "))
                .contains("Missing inputs 1")
                .doesNotContain("Not evaluated 1");
        assertThat(parse(page(EvaluationSamples.compliant())).getTextContent())
                .doesNotContain("Not evaluated", "Notes", "Branches not taken");
    }

    @Test
    void theSameInputGivesTheSameBytes() {
        assertThat(page(EvaluationSamples.store())).isEqualTo(page(EvaluationSamples.store()));
    }
}
