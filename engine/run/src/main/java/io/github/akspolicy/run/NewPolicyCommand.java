package io.github.akspolicy.run;

import io.github.akspolicy.files.AtomicFile;
import io.github.akspolicy.manifest.CommandText;
import io.github.akspolicy.run.PolicySkeleton.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Writes what a custom policy begins with: the policy, a test with its manifests, and a page. Nothing is overwritten.
 */
public final class NewPolicyCommand extends Command {
    private final String id;
    private final String language;
    private final String packageName;

    public NewPolicyCommand(Invocation invocation, String id, String language, String packageName) {
        super(invocation);
        this.id = id;
        this.language = language;
        this.packageName = packageName;
    }

    @Override
    public void run() throws CommandException {
        Language chosen = Stream.of(Language.values())
                .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(language))
                .findFirst()
                .orElseThrow(() -> new CommandException(
                        CommandText.option("language") + ": \"" + language + "\" is neither java nor yaml"));
        try {
            write(new PolicySkeleton(id, packageName).files(chosen));
        } catch (IllegalArgumentException invalid) {
            throw new CommandException(invalid.getMessage());
        } catch (IOException unwritable) {
            throw new CommandException("The files cannot be written: " + unwritable, unwritable);
        }
        next(chosen).forEach(output()::info);
    }

    private void write(Map<Path, String> files) throws IOException, CommandException {
        for (Path file : files.keySet()) {
            if (Files.exists(directory().resolve(file))) {
                throw new CommandException(file + " already exists: nothing was written.");
            }
        }
        for (Map.Entry<Path, String> file : files.entrySet()) {
            Path target = directory().resolve(file.getKey());
            AtomicFile.write(target, file.getValue());
            output().info("wrote " + file.getKey());
        }
    }

    private List<String> next(Language language) {
        return switch (language) {
            case JAVA ->
                List.of(
                        "",
                        "Next: write the rule, mark in the test what it must find, and run the tests of the project. It needs"
                                + " io.github.akspolicy:aks-policy-junit in test scope.");
            case YAML ->
                List.of(
                        "",
                        "Next: write the rule, mark in the test what it must find, and run " + commandLine("test")
                                + ".",
                        "Then add \"policyFiles: [policies]\" to aks-policy.yaml, so that verify evaluates it; a"
                                + " @PolicyTests class needs io.github.akspolicy:aks-policy-policyfiles in test scope for it.");
        };
    }
}
