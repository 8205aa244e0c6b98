package io.github.akspolicy.configuration;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A repository that a test writes: files, and a configuration among them. For the tests of all modules.
 *
 * @param root its folder
 */
public record ProjectFolder(Path root) {
    /** A repository without files. */
    public static ProjectFolder in(Path root) {
        return new ProjectFolder(root).folder(".git");
    }

    public Path path(String path) {
        return root.resolve(path);
    }

    public ProjectFolder folder(String path) {
        try {
            Files.createDirectories(path(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Writes a file, and the folders above it. */
    public ProjectFolder file(String path, String text) {
        try {
            Files.createDirectories(path(path).getParent());
            Files.writeString(path(path), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Writes {@code aks-policy.yaml}. */
    public ProjectFolder configuration(String text) {
        return file(Verification.FILE_NAME, text);
    }

    public String read(String path) {
        try {
            return Files.readString(path(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a file anew with another text in it, which must be there. */
    public ProjectFolder replace(String path, String from, String to) {
        String text = read(path);
        if (!text.contains(from)) {
            throw new AssertionError(path + " holds no \"" + from + "\":\n" + text);
        }
        return file(path, text.replace(from, to));
    }

    /** @throws ConfigurationException when the configuration is wrong */
    public Verification load() throws ConfigurationException {
        return load(Overrides.NONE);
    }

    /** @throws ConfigurationException when the configuration is wrong */
    public Verification load(Overrides overrides) throws ConfigurationException {
        return Verification.load(path(Verification.FILE_NAME), overrides);
    }

    /** @throws ConfigurationException when the configuration is wrong */
    public Evaluation evaluate() throws ConfigurationException {
        return load().evaluate(Progress.NONE);
    }
}
