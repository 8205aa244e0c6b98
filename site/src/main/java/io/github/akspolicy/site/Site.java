package io.github.akspolicy.site;

import io.github.akspolicy.configuration.AccessBudgetSchema;
import io.github.akspolicy.configuration.ConfigurationSchema;
import io.github.akspolicy.configuration.DebtSchema;
import io.github.akspolicy.configuration.PolicyFileSchema;
import io.github.akspolicy.files.PublishedPages;
import io.github.akspolicy.policies.BuiltInPolicies;
import io.github.akspolicy.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The published pages and schemas: those that the policies say, beside the hand-written ones. */
public final class Site {
    private static final List<Policy> POLICIES = new BuiltInPolicies().policies();

    private Site() {}

    /**
     * Writes all of them.
     *
     * @param arguments the folder of the hand-written pages, the folder to write, and the version
     */
    public static void main(String[] arguments) throws IOException {
        write(Path.of(arguments[0]), Path.of(arguments[1]), arguments[2]);
    }

    /** Writes into a folder, and leaves nothing else in it. */
    static void write(Path docs, Path folder, String version) throws IOException {
        delete(folder);
        Map<String, String> schemas = schemas();
        Map<String, String> pages = pages();
        for (Path file : files(docs)) {
            String path = docs.relativize(file).toString().replace('\\', '/');
            if (pages.containsKey(path) || schemas.containsKey(path)) {
                throw new IOException(file + " would be hidden by the page that is made of the policies");
            }
            if (path.endsWith(".md")) {
                pages.put(path, ConfigurationTables.fill(Files.readString(file), schemas));
            } else {
                Path copy = folder.resolve(path);
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        var links = new PageLinks(PublishedPages.revision(version));
        pages.replaceAll(links::in);
        write(folder, schemas);
        write(folder, pages);
    }

    private static Map<String, String> schemas() {
        return Map.of(
                ConfigurationTables.CONFIGURATION,
                ConfigurationSchema.json(POLICIES),
                ConfigurationTables.EXEMPTIONS,
                DebtSchema.json(POLICIES),
                "rbac-budget.schema.json",
                AccessBudgetSchema.json(),
                "policy.schema.json",
                PolicyFileSchema.policy(),
                "policytest.schema.json",
                PolicyFileSchema.policyTest());
    }

    /** The pages that no person writes. */
    private static Map<String, String> pages() {
        var pages = new HashMap<String, String>();
        PolicyPages.infos().forEach(info -> pages.put("policies/" + info.id() + ".md", PolicyPages.page(info)));
        pages.put("policies/index.md", PolicyPages.index());
        pages.put("profiles/index.md", ProfilePage.index());
        ProfilePage.all().forEach(page -> pages.put(page.file(), page.text()));
        pages.put("standards.md", StandardPage.index());
        StandardPage.all().forEach(page -> pages.put(page.standard().page(), page.text()));
        return pages;
    }

    private static void write(Path folder, Map<String, String> texts) throws IOException {
        for (var text : texts.entrySet()) {
            Path file = folder.resolve(text.getKey());
            Files.createDirectories(file.getParent());
            Files.writeString(file, text.getValue());
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
