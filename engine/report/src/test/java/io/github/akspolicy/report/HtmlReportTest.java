package io.github.akspolicy.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.EvaluationSamples;
import io.github.akspolicy.evaluate.Excerpt;
import io.github.akspolicy.evaluate.HostileText;
import io.github.akspolicy.evaluate.Occurrence.LocatedStep;
import io.github.akspolicy.policy.Diagram;
import io.github.akspolicy.policy.Diagram.Mark;
import io.github.akspolicy.policy.Diagram.Stop;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.SourceLocation.Role;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The page is read by the XML parser of the JDK, which knows nothing of how it was written. */
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
        return plain.withExcerpts(excerpts);
    }

    private static String page(Evaluation evaluation) {
        return Written.as(ReportFormat.HTML, evaluation);
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
        structure(parse(page(evaluation(text))), structure);
        // a message of several lines has a paragraph for each, and a longer name more lines in a picture
        structure.removeIf(line -> line.equals("p") || line.equals("tspan x y"));
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
    }

    @Test
    void needsNothingFromElsewhere() {
        Element page = parse(page(EvaluationSamples.debt()));
        var links = new ArrayList<String>();
        collect(page, List.of("href", "src", "action", "srcset", "style", "background"), links);
        // a link is followed by the reader, not by the page
        assertThat(links).isNotEmpty().allMatch(link -> link.startsWith("#") || link.startsWith(DOCS));
        assertThat(links).anyMatch(link -> link.startsWith(DOCS));
        assertThat(page(EvaluationSamples.debt()))
                .contains("default-src &#39;none&#39;; style-src &#39;sha256-")
                .doesNotContain("http://", "@import", "url(");
        assertThat(page(EvaluationSamples.debt()).replace(DOCS, "")).doesNotContain("https://");
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
    void everyLinkLeadsToAPartAndEveryPartHasATitle() {
        Element page = parse(page(EvaluationSamples.debt()));
        var ids = new ArrayList<String>();
        collect(page, List.of("id"), ids);
        assertThat(ids).doesNotHaveDuplicates();
        var links = new ArrayList<String>();
        collect(page, List.of("href"), links);
        assertThat(links)
                .filteredOn(link -> link.startsWith("#"))
                .allSatisfy(link -> assertThat(ids).contains(link.substring(1)));
        var labels = new ArrayList<String>();
        collect(page, List.of("aria-labelledby"), labels);
        assertThat(ids).containsAll(labels);
    }

    @Test
    void namesWhatWasNotEvaluatedAndTheNotes() {
        String text = parse(page(EvaluationSamples.passedOver())).getTextContent();
        assertThat(text)
                .contains(
                        "Passed what was evaluated",
                        "Not evaluated",
                        "infra/main.bicep:1:1",
                        "infra/main.bicep: Bicep is evaluated as what it compiles to",
                        "Fix: run az bicep build",
                        "require: [all-evaluated]",
                        "Notes",
                        "Helm ran with no network");
        assertThat(parse(page(EvaluationSamples.compliant())).getTextContent())
                .doesNotContain("Not evaluated", "Notes");
    }

    @Test
    void tellsEverything() {
        String text = parse(page(EvaluationSamples.debt())).getTextContent();
        assertThat(text)
                .contains(
                        "Failed with errors",
                        "could not be read, rendered or evaluated",
                        "nil pointer evaluating interface {}.port")
                .contains("image/tag-not-latest", "deploy/store/values-prod.yaml:12:8", "How it comes about")
                .contains("rbac/wildcard-rules", "risk-accepted", "2027-01-31", "team-platform, approved by kim")
                .contains("In the baseline: 1", "exemption/expired")
                .contains("Pod Security Standards, restricted", "seccomp-restricted  Seccomp", "✗ not met")
                .contains("✗ 8 of 9", "in part: see the problems");
    }

    @Test
    void marksTheLineOfTheExcerpt() {
        String page = page(evaluation("some text"));
        assertThat(page)
                .contains("<span class=\"line here\"><span class=\"number\">&gt; 3</span><span>some text</span>");
    }

    @Test
    void drawsHowASubjectGetsOnAndHowPodsReachAzure() {
        Element page = parse(page(EvaluationSamples.drawn()));
        NodeList pictures = page.getElementsByTagName("svg");
        assertThat(pictures.getLength()).isEqualTo(4);
        for (int i = 0; i < pictures.getLength(); i++) {
            Element picture = (Element) pictures.item(i);
            assertThat(picture.getAttribute("role")).isEqualTo("img");
            var ids = new ArrayList<String>();
            collect(picture, List.of("id"), ids);
            assertThat(picture.getAttribute("aria-labelledby").split(" ")).containsExactlyElementsOf(ids);
            // who cannot see it reads the same stops
            Element words = (Element) picture.getParentNode().getNextSibling().getNextSibling();
            assertThat(words.getTagName()).isEqualTo("details");
            assertThat(words.getElementsByTagName("li").getLength())
                    .isEqualTo(EvaluationSamples.diagram("", "").tracks().stream()
                            .mapToInt(track -> track.stops().size())
                            .sum());
            assertThat(picture.getElementsByTagName("rect").getLength()).isEqualTo(2);
            assertThat(picture.getElementsByTagName("circle").getLength()).isEqualTo(7);
        }
        assertThat(page.getTextContent())
                .contains("Deployment notification service account is broken")
                .contains("Deployment catalog service account is not known")
                .contains("Deployment order-service every link holds")
                .contains("✗ broken: Group support Group support k8s/support.yaml:6");
    }

    @Test
    void listsVendorDebtByChartAndNamesTheReleasesOfASharedLine() {
        assertThat(parse(page(EvaluationSamples.dependencies())).getTextContent())
                .contains("In third-party charts: 2", "redis@18.1.0", "deploy/store/Chart.yaml:9:5", "field is not set")
                .contains("One line of a shared chart: kit@1.2.0 templates/_pod.tpl:7, in 2 releases: cart, order");
    }

    @Test
    void listsTheConditionsOfWhichOneSideWasRendered() {
        assertThat(parse(page(EvaluationSamples.openBranches())).getTextContent())
                .contains("Branches not taken", "deploy/store", "release state, lookup, API versions")
                .contains("deploy/store/templates/job.yaml:3:4", "resources or fields")
                .contains("deploy/store/templates/_secret.tpl:8:4", "data of a Secret");
        assertThat(page(EvaluationSamples.compliant())).doesNotContain("Branches not taken");
    }

    @Test
    void aPictureIsBoundedWhateverTheNamesAre() {
        String longest = "名".repeat(5_000) + " " + "W".repeat(5_000);
        var stops = new ArrayList<Stop<LocatedStep>>();
        for (int i = 0; i < 10_000; i++) {
            stops.add(new Stop<>(
                    Mark.HOLDS, longest, new LocatedStep(longest, new SourceLocation(longest, 1, 1, Role.MANIFEST))));
        }
        var out = new StringWriter();
        var picture = new SvgDiagram(new Html(out), Diagram.of("many", stops));
        try {
            picture.write("id");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Element svg = parse(out.toString());
        assertThat(svg.getAttribute("width")).isEqualTo("984");
        assertThat(Integer.parseInt(svg.getAttribute("height"))).isLessThan(60 * 80);
        assertThat(svg.getElementsByTagName("circle").getLength()).isEqualTo(SvgDiagram.MOST_STOPS);
        assertThat(out.toString()).contains("and 9940 more, which the list has");
        NodeList lines = svg.getElementsByTagName("tspan");
        for (int i = 0; i < lines.getLength(); i++) {
            assertThat(lines.item(i).getTextContent().length()).isLessThan(80);
        }
    }

    @Test
    void nothingWrongIsSaidToo() {
        assertThat(parse(page(EvaluationSamples.compliant())).getTextContent())
                .contains("Passed", "No open finding.", "Nothing is exempt, and there is no baseline.");
    }

    @Test
    void theSameInputGivesTheSameBytes() {
        assertThat(page(EvaluationSamples.store())).isEqualTo(page(EvaluationSamples.store()));
    }
}
