package io.github.akspolicy.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The files that a new policy begins with: the policy, a test with its manifests, and a page. They are right as they are, so
 * that a build tells at once what still has to be written.
 *
 * @param id {@code group/kebab-name}
 * @param packageName of the Java class
 */
record PolicySkeleton(String id, String packageName) {
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]*/[a-z][a-z0-9-]*");
    private static final Pattern PACKAGE = Pattern.compile("[a-z_][a-z0-9_]*(\\.[a-z_][a-z0-9_]*)*");

    /** The languages that a policy can be written in. */
    enum Language {
        JAVA,
        YAML
    }

    /** @throws IllegalArgumentException when the id or the package is none; the message says what is */
    PolicySkeleton {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "\"" + id + "\" is not a policy id: write group/kebab-name, such as contoso/cost-center");
        }
        if (!PACKAGE.matcher(packageName).matches()) {
            throw new IllegalArgumentException("\"" + packageName + "\" is not a name of a Java package");
        }
    }

    /** The texts by their paths, relative to the folder of the module. */
    Map<Path, String> files(Language language) {
        var files = new LinkedHashMap<Path, String>();
        switch (language) {
            case JAVA -> {
                files.put(
                        Path.of("src", "test", "java")
                                .resolve(packageName.replace('.', '/'))
                                .resolve(className() + "Test.java"),
                        text("rule.java.txt"));
                // a folder of this class alone: no other class knows the policy
                files.put(
                        Path.of("src", "test", "rules", name(), name() + ".policytest.yaml"),
                        text("policytest.yaml.txt"));
            }
            case YAML -> {
                files.put(Path.of("policies", name() + ".policy.yaml"), text("policy.yaml.txt"));
                files.put(Path.of("policies", name() + ".policytest.yaml"), text("policytest.yaml.txt"));
            }
        }
        files.put(Path.of("docs", "policies", group(), name() + ".md"), text("page.md.txt"));
        return files;
    }

    private String group() {
        return id.substring(0, id.indexOf('/'));
    }

    private String name() {
        return id.substring(id.indexOf('/') + 1);
    }

    private String className() {
        var name = new StringBuilder();
        for (String word : name().split("-", -1)) {
            if (!word.isEmpty()) {
                name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
            }
        }
        return name.toString();
    }

    private String text(String template) {
        String resource = "new-policy/" + template;
        try (InputStream text = Objects.requireNonNull(PolicySkeleton.class.getResourceAsStream(resource), resource)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("@package@", packageName)
                    .replace("@id@", id)
                    .replace("@name@", name())
                    .replace("@Class@", className())
                    .replace("@CONSTANT@", name().toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
