package io.github.akspolicy.site;

import io.github.akspolicy.files.PublishedPages;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The links of a page as they are in one version of the site. Sources name a made page by its address of the main branch, and
 * files outside {@code docs} by a path, since both can be followed in the repository.
 *
 * @param revision {@code main}, or the tag of a release
 */
record PageLinks(String revision) {
    private static final String MAIN = PublishedPages.SITE + "main/";
    private static final String REPOSITORY = "https://github.com/akspolicy/aks-policy/blob/";
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s#]+)(#[^)\\s]*)?\\)");

    /** @param page its path below the folder of the site */
    String in(String page, String text) {
        return LINK.matcher(text)
                .replaceAll(link -> Matcher.quoteReplacement("](" + target(page, link) + ")"))
                .replace(MAIN, PublishedPages.SITE + revision + "/");
    }

    private String target(String page, MatchResult link) {
        String address = link.group(1);
        String anchor = link.group(2) == null ? "" : link.group(2);
        Path folder = Path.of("docs", page).resolveSibling("");
        if (address.startsWith(MAIN)) {
            return slashes(folder.relativize(Path.of("docs", file(address.substring(MAIN.length()))))) + anchor;
        }
        if (address.contains(":")) {
            return address + anchor;
        }
        Path file = folder.resolve(address).normalize();
        return file.startsWith("docs") ? address + anchor : REPOSITORY + revision + "/" + slashes(file) + anchor;
    }

    /** The file of a published address, which is without {@code .md}. */
    static String file(String published) {
        if (published.isEmpty() || published.endsWith("/")) {
            return published + "index.md";
        }
        return published.endsWith(".json") ? published : published + ".md";
    }

    private static String slashes(Path path) {
        return path.toString().replace('\\', '/');
    }
}
