package io.github.akspolicy.site;

import io.github.akspolicy.configuration.AccessBudgetSchema;
import io.github.akspolicy.configuration.ConfigurationSchema;
import io.github.akspolicy.configuration.DebtSchema;
import io.github.akspolicy.configuration.PolicyFileSchema;
import io.github.akspolicy.policies.BuiltInPolicies;
import io.github.akspolicy.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The published pages and schemas: those that the policies say, beside the hand-written ones. */
public final class Site {
    private Site() {}

    /**
     * Writes all of them.
     *
     * @param arguments the folder of the hand-written pages, and the folder to write
     */
    public static void main(String[] arguments) throws IOException {
        write(Path.of(arguments[0]), Path.of(arguments[1]));
    }

    /** Writes into a folder, and leaves nothing else in it. */
    static void write(Path docs, Path folder) throws IOException {
        delete(folder);
        SortedMap<String, String> made = made(docs);
        for (Path file : files(docs)) {
            String path = docs.relativize(file).toString().replace('\\', '/');
            if (!made.containsKey(path)) {
                Path copy = folder.resolve(path);
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        for (var page : made.entrySet()) {
            Path file = folder.resolve(page.getKey());
            Files.createDirectories(file.getParent());
            Files.writeString(file, page.getValue());
        }
    }

    /** What is not copied, by its path. */
    private static SortedMap<String, String> made(Path docs) throws IOException {
        List<Policy> policies = new BuiltInPolicies().policies();
        String configuration = ConfigurationSchema.json(policies);
        String exemptions = DebtSchema.json(policies);
        var made = new TreeMap<String, String>();
        made.put("aks-policy.schema.json", configuration);
        made.put("policy-exemptions.schema.json", exemptions);
        made.put("rbac-budget.schema.json", AccessBudgetSchema.json());
        made.put("policy.schema.json", PolicyFileSchema.policy());
        made.put("policytest.schema.json", PolicyFileSchema.policyTest());
        made.put(
                "configuration.md",
                ConfigurationTables.configuration(Files.readString(docs.resolve("configuration.md")), configuration));
        made.put(
                "exemptions.md",
                ConfigurationTables.exemptions(Files.readString(docs.resolve("exemptions.md")), exemptions));
        policies.forEach(policy -> made.put("policies/" + policy.info().id() + ".md", PolicyPages.page(policy.info())));
        made.put("policies/index.md", PolicyPages.index());
        StandardPage.all().forEach(page -> made.put(page.standard().page(), page.text()));
        return made;
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
