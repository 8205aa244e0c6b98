package io.github.akspolicy.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every link of a built page, and of what is written for readers of the repository, leads to something. */
class LinksTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path SITE = Path.of("target/site").toAbsolutePath();
    private static final String PUBLISHED = "https://akspolicy.github.io/aks-policy/main/";
    private static final String REPOSITORY = "https://github.com/akspolicy/aks-policy/blob/main/";
    private static final Set<String> RESULTS_AND_TESTS = Set.of("target", "test", "it", "it-deep", "node_modules");
    private static final Parser PARSER =
            Parser.builder().extensions(List.of(TablesExtension.create())).build();

    /** What GitHub leaves out of an anchor. */
    private static final Pattern NOT_IN_ANCHORS = Pattern.compile("[^\\p{L}\\p{N}_ -]");

    private static final Map<Path, Set<String>> ANCHORS = new HashMap<>();

    @Test
    void linksOfBuiltPagesLeadToBuiltPages() throws IOException {
        List<Path> pages = pages(SITE);
        assertThat(pages).hasSizeGreaterThan(300);
        assertThat(pages.stream().flatMap(page -> broken(page, SITE))).isEmpty();
    }

    /** In the repository a link leads to a file of it, or to a page that is built. */
    @Test
    void linksOfTheRepositoryLeadToFilesOrBuiltPages() throws IOException {
        List<Path> pages = pages(ROOT);
        assertThat(pages).contains(ROOT.resolve("README.md"), ROOT.resolve("docs/fix.md"));
        assertThat(pages.stream().flatMap(page -> broken(page, ROOT))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "gone.md, 1",
        "configuration.md, 0",
        "configuration.md#placeholders, 0",
        "configuration.md#gone, 1",
        "#here-it-is, 0",
        "#there, 1",
        "images/gone.png, 1",
        "../README.md, 1",
        "https://akspolicy.github.io/aks-policy/main/gone, 1",
        "https://akspolicy.github.io/aks-policy/main/policies/, 0",
        "https://akspolicy.github.io/aks-policy/main/policies/pod/privileged#settings, 0",
        "https://akspolicy.github.io/aks-policy/main/policies/pod/privileged#gone, 1",
        "https://github.com/akspolicy/aks-policy/blob/main/README.md#use-it, 0",
        "https://github.com/akspolicy/aks-policy/blob/main/GONE.md, 1",
        "https://example.com/, 0"
    })
    void whatLeadsNowhereIsFound(String address, int broken) {
        assertThat(broken(SITE.resolve("page.md"), "# Here, `it` is\n\n[a](" + address + ")\n", SITE))
                .hasSize(broken);
    }

    private static Stream<String> broken(Path page, Path root) {
        return broken(page, text(page), root).map(link -> root.relativize(page) + ": " + link);
    }

    private static Stream<String> broken(Path page, String text, Path root) {
        var links = new ArrayList<String>();
        Node document = PARSER.parse(text);
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Link link) {
                links.add(link.getDestination());
                visitChildren(link);
            }

            @Override
            public void visit(Image image) {
                links.add(image.getDestination());
            }
        });
        return links.stream().filter(link -> !leadsSomewhere(page, document, link, root));
    }

    private static boolean leadsSomewhere(Path page, Node document, String link, Path root) {
        String[] parts = link.split("#", 2);
        String anchor = parts.length > 1 ? parts[1] : "";
        Path file;
        if (link.startsWith(PUBLISHED)) {
            file = SITE.resolve(PageLinks.file(parts[0].substring(PUBLISHED.length())));
        } else if (link.startsWith(REPOSITORY)) {
            file = ROOT.resolve(parts[0].substring(REPOSITORY.length()));
        } else if (link.contains(":")) {
            return true;
        } else if (parts[0].isEmpty()) {
            return anchors(document).contains(anchor);
        } else {
            file = page.resolveSibling(parts[0]).normalize();
            if (!file.startsWith(root)) {
                return false;
            }
        }
        return Files.exists(file)
                && (anchor.isEmpty()
                        || ANCHORS.computeIfAbsent(file, other -> anchors(PARSER.parse(text(other))))
                                .contains(anchor));
    }

    /** Those that GitHub gives headings. */
    private static Set<String> anchors(Node document) {
        var anchors = new HashSet<String>();
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Heading heading) {
                String anchor = NOT_IN_ANCHORS
                        .matcher(words(heading).toLowerCase(Locale.ROOT))
                        .replaceAll("")
                        .replace(' ', '-');
                String unique = anchor;
                for (int n = 1; !anchors.add(unique); n++) {
                    unique = anchor + "-" + n;
                }
            }
        });
        return anchors;
    }

    private static String words(Node node) {
        var words = new StringBuilder();
        node.accept(new AbstractVisitor() {
            @Override
            public void visit(Text text) {
                words.append(text.getLiteral());
            }

            @Override
            public void visit(Code code) {
                words.append(code.getLiteral());
            }

            @Override
            public void visit(SoftLineBreak lineBreak) {
                words.append(' ');
            }
        });
        return words.toString();
    }

    private static List<Path> pages(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> Stream.of(root.relativize(file).toString().split("[/\\\\]"))
                            .noneMatch(RESULTS_AND_TESTS::contains))
                    .sorted()
                    .toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }
}
