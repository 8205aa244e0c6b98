package io.github.akspolicy.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.akspolicy.files.PublishedPages;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The published site, built by the profile {@code site}, as a browser shows it. */
@Tag("deep")
class PublishedSiteTest {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path PUBLISHED = Path.of("target/published");
    private static final Path PAGES = Path.of("target/site");
    private static final Path AXE = Path.of("target/vitepress/node_modules/axe-core/axe.min.js");
    private static final Pattern LINK = Pattern.compile("<(?:a|img|script|link)\\b[^>]*? (?:href|src)=\"([^\"]*)\"");
    private static final Pattern ID = Pattern.compile(" id=\"([^\"]*)\"");

    private static final Map<Path, Set<String>> IDS = new HashMap<>();

    private static Field seen;
    /** The folder of all versions. */
    private static Path versions;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void look() throws Exception {
        assumeThat(PUBLISHED.resolve("main"))
                .as("the site, which -Psite builds")
                .isDirectory();
        assumeThat(CHROMIUM).as("Chromium (Debian package chromium)").isExecutable();
        versions = folder.resolve("versions");
        for (String release : List.of("v0.9.0", "v0.10.0")) {
            Files.createDirectories(versions.resolve(release));
            Files.writeString(versions.resolve(release).resolve("index.html"), "<!doctype html><title>other</title>");
        }
        assertThat(new ProcessBuilder("bash", "../.ci/site", versions.toString())
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
        try (SiteServer server = new SiteServer(versions, AXE)) {
            Process browser = new ProcessBuilder(
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
                            "--remote-debugging-port=0",
                            server.address())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("browser.log").toFile())
                    .start();
            try {
                seen = Field.root(ManifestReader.yamlDocument(server.result().get(5, TimeUnit.MINUTES)));
            } finally {
                browser.destroy();
                browser.waitFor(20, TimeUnit.SECONDS);
            }
        }
        assertThat(seen.get("problem").stringOr("")).isEmpty();
    }

    @Test
    void checkersOfAccessibilityFindNothing() {
        assertThat(views())
                .hasSize(40)
                .allSatisfy(view -> assertThat(view.get("violations").strings())
                        .as(view.get("view").stringOr(""))
                        .isEmpty());
    }

    @Test
    void noPageIsScrolledSideways() {
        assertThat(views())
                .allSatisfy(view -> assertThat(view.get("beyond").textOr(""))
                        .as(view.get("view").stringOr(""))
                        .isEqualTo("0"));
    }

    @Test
    void lightIsLightAndDarkIsDark() {
        assertThat(views())
                .allSatisfy(view -> assertThat(view.get("isDark").isTrue())
                        .as(view.get("view").stringOr(""))
                        .isEqualTo(view.get("view").stringOr("").endsWith(" dark")));
    }

    /** The checks above can fail: a picture without words, and a line wider than a phone. */
    @Test
    void aPageThatCannotBeReadIsFound() {
        Field broken = seen.get("broken");
        assertThat(broken.get("violations").strings())
                .anySatisfy(violation -> assertThat(violation).startsWith("image-alt: "));
        assertThat(Integer.parseInt(broken.get("beyond").textOr("0"))).isPositive();
    }

    @Test
    void searchFindsAPolicy() {
        assertThat(seen.get("found").stringOr("")).startsWith("/aks-policy/main/policies/pod/privileged");
    }

    @Test
    void theSwitchLeadsToAnotherVersion() {
        assertThat(seen.get("versions").get("known").strings()).containsExactly("main", "v0.10.0", "v0.9.0");
        assertThat(seen.get("versions").get("opened").stringOr("")).isEqualTo("/aks-policy/v0.10.0/");
    }

    @Test
    void anAddressWithoutAVersionLeadsToTheNewestRelease() {
        assertThat(versions.resolve("index.html")).content().contains("url=v0.10.0/");
    }

    /** Where findings lead: each page and schema that is made has its address. */
    @Test
    void everyPageHasItsPublishedAddress() throws IOException {
        List<String> addresses = files(PAGES, ".md", ".json")
                .map(file -> PublishedPages.SITE
                        + "main/"
                        + PAGES.relativize(file)
                                .toString()
                                .replace('\\', '/')
                                .replaceFirst("(?:(?<=/)index)?\\.md$", ""))
                .toList();
        assertThat(addresses)
                .hasSizeGreaterThan(300)
                .contains(PublishedPages.SITE + "main/policies/pod/privileged")
                .allSatisfy(address -> assertThat(leadsSomewhere(URI.create(address)))
                        .as(address)
                        .isTrue());
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        List<Path> pages = files(PUBLISHED.resolve("main"), ".html").toList();
        assertThat(pages).hasSizeGreaterThan(300);
        assertThat(pages.stream().flatMap(PublishedSiteTest::broken)).isEmpty();
    }

    @Test
    void aLinkThatLeadsNowhereIsFound() {
        assertThat(leadsSomewhere(URI.create(PublishedPages.SITE + "main/gone")))
                .isFalse();
        assertThat(leadsSomewhere(URI.create(PublishedPages.SITE + "main/fix#gone")))
                .isFalse();
    }

    private static List<Field> views() {
        return seen.get("views").items();
    }

    private static Stream<String> broken(Path page) {
        URI address = URI.create(PublishedPages.SITE
                + PUBLISHED
                        .relativize(page)
                        .toString()
                        .replace('\\', '/')
                        .replaceFirst("(?:(?<=/)index)?\\.html$", ""));
        return LINK.matcher(text(page))
                .results()
                .map(link -> link.group(1).replace("&amp;", "&"))
                .distinct()
                .filter(link -> !link.startsWith("data:") && !leadsSomewhere(address.resolve(link)))
                .map(link -> PUBLISHED.relativize(page) + ": " + link);
    }

    /** Of the site: what others publish is not asked for. */
    private static boolean leadsSomewhere(URI address) {
        String text = address.toString();
        if (!text.startsWith(PublishedPages.SITE + "main/")) {
            return !text.startsWith(PublishedPages.SITE);
        }
        String path = address.getPath()
                .substring(URI.create(PublishedPages.SITE).getPath().length());
        String anchor = address.getFragment();
        return SiteServer.file(PUBLISHED, path)
                .filter(file -> anchor == null
                        || anchor.isEmpty()
                        || IDS.computeIfAbsent(file, PublishedSiteTest::ids).contains(anchor))
                .isPresent();
    }

    private static Set<String> ids(Path page) {
        return ID.matcher(text(page)).results().map(id -> id.group(1)).collect(Collectors.toSet());
    }

    private static Stream<Path> files(Path folder, String... endings) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> Stream.of(endings).anyMatch(file.toString()::endsWith)).toList().stream();
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
